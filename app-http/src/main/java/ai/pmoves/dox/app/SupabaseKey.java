package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.Secret;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * What a key of a Supabase project says of itself. Nothing of it is verified: it is for telling operators that they
 * took the wrong one.
 *
 * @param role {@code anon} or {@code service_role}, in whichever form the key is; empty if it does not say
 * @param project the project's reference, which only old keys name
 * @param expiresAt when an old key ends
 */
public record SupabaseKey(Optional<String> role, Optional<String> project, Optional<Instant> expiresAt) {
    private static final SupabaseKey SILENT = new SupabaseKey(Optional.empty(), Optional.empty(), Optional.empty());

    public static SupabaseKey of(Secret key) {
        var text = key.reveal();
        if (text.startsWith("sb_publishable_")) {
            return new SupabaseKey(Optional.of("anon"), Optional.empty(), Optional.empty());
        }
        if (text.startsWith("sb_secret_")) {
            return new SupabaseKey(Optional.of("service_role"), Optional.empty(), Optional.empty());
        }
        try {
            return of(JWTParser.parse(text).getJWTClaimsSet());
        } catch (ParseException e) {
            return SILENT;
        }
    }

    private static SupabaseKey of(JWTClaimsSet claims) throws ParseException {
        return new SupabaseKey(
                Optional.ofNullable(claims.getStringClaim("role")),
                Optional.ofNullable(claims.getStringClaim("ref")),
                Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant));
    }
}
