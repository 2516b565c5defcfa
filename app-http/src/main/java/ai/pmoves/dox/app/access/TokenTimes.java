package ai.pmoves.dox.app.access;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/** Refuses what is not valid yet or not any more, or would be for ever; clocks may be 30 seconds apart. */
final class TokenTimes extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    TokenTimes(InstantSource clock) {
        super(null, Set.of("exp"));
        this.clock = clock;
        setMaxClockSkew(30);
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
