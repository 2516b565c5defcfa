package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.http.BadRequests.BadRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests for constellations and files that are refused, by what is wrong with them. */
final class BadExports {
    private BadExports() {}

    static Map<String, BadRequest> all() {
        var all = new LinkedHashMap<String, BadRequest>();
        for (var member : new String[] {
            "\"K\":0",
            "\"K\":257",
            "\"K\":1e30",
            "\"K\":2.5",
            "\"K\":\"many\"",
            "\"iters\":0",
            "\"iters\":[]",
            "\"bins\":-1",
            "\"seed\":1e400",
            "\"seed\":9223372036854775808",
            "\"beta\":-0.1",
            "\"beta\":1e999",
            "\"beta\":\"NaN\"",
            "\"beta\":{}",
            "\"units_mode\":\"words\"",
            "\"units_mode\":1",
            "\"include_tables\":\"perhaps\"",
            "\"artifact_id\":null",
            "\"artifact_id\":\"\""
        }) {
            var body =
                    member.startsWith("\"artifact_id") ? "{" + member + "}" : "{\"artifact_id\":\"a\"," + member + "}";
            all.put("constellations with " + member, BadRequests.of(api -> api.postJson("/structure/chr", body)));
        }
        all.put("constellations of nothing", BadRequests.of(api -> api.post("/structure/chr")));
        all.put(
                "constellations of an id that is too long",
                new BadRequest(
                        api -> api.postJson("/structure/chr", "{\"artifact_id\":\"" + "a".repeat(2_001) + "\"}"),
                        400,
                        "request.invalid"));
        return all;
    }
}
