package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.http.BadRequests.BadRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests about tagging that are refused, by what is wrong with them. */
final class BadTagging {
    private BadTagging() {}

    static Map<String, BadRequest> all() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.put("a prompt without a text", BadRequests.of(api -> api.postJson("/tags/prompt/d", "{}")));
        all.put(
                "a prompt that is a number",
                BadRequests.of(api -> api.postJson("/tags/prompt/d", "{\"prompt_text\":1}")));
        all.put("half of a prompt", BadRequests.of(api -> api.postJson("/tags/prompt/d", "{\"prompt_text\":\"a")));
        all.put(
                "examples that are none",
                BadRequests.of(api -> api.postJson("/tags/prompt/d", "{\"prompt_text\":\"a\",\"examples\":[1]}")));
        all.put(
                "an example that nests too deep",
                BadRequests.of(api -> api.postJson(
                        "/tags/prompt/d",
                        "{\"prompt_text\":\"a\",\"examples\":[" + "{\"a\":".repeat(600) + "1" + "}".repeat(600)
                                + "]}")));
        all.put(
                "a history of a huge length",
                BadRequests.of(api -> api.get("/tags/prompt/d/history?limit=9" + "9".repeat(30))));
        all.put("a restored prompt without an id", BadRequests.of(api -> api.postJson("/tags/prompt/d/restore", "{}")));
        all.put(
                "a restored prompt with an empty id",
                BadRequests.of(api -> api.postJson("/tags/prompt/d/restore", "{\"prompt_id\":\"\"}")));
        all.put(
                "an id of a document that is too long",
                new BadRequest(api -> api.get("/tags/prompt/" + "d".repeat(2_001)), 400, "request.invalid"));
        all.put(
                "an unknown prompt with quotes",
                new BadRequest(
                        api -> api.postJson("/tags/prompt/d/restore", "{\"prompt_id\":\"'; drop table tags--\"}"),
                        404,
                        "prompt.not-found"));
        all.put("an extraction without a body", BadRequests.of(api -> api.post("/extract/tags")));
        all.put("an extraction from a number", BadRequests.of(api -> api.postJson("/extract/tags", "{\"text\":1}")));
        all.put(
                "a dry run that is none",
                BadRequests.of(
                        api -> api.postJson("/extract/tags", "{\"document_id\":\"d\",\"dry_run\":\"perhaps\"}")));
        all.put(
                "a POML that is none",
                BadRequests.of(
                        api -> api.postJson("/extract/tags", "{\"document_id\":\"d\",\"include_poml\":\"perhaps\"}")));
        all.put(
                "a variant of POML that is a number",
                BadRequests.of(api -> api.postJson("/extract/tags", "{\"document_id\":\"d\",\"poml_variant\":1}")));
        all.put(
                "a program to run that is none",
                BadRequests.of(
                        api -> api.postJson("/extract/tags", "{\"document_id\":\"d\",\"mangle_exec\":\"perhaps\"}")));
        all.put(
                "a file to run that is a number",
                BadRequests.of(api -> api.postJson("/extract/tags", "{\"document_id\":\"d\",\"mangle_file\":1}")));
        all.put(
                "a query with quotes and a semicolon",
                new BadRequest(
                        api -> api.postJson(
                                "/extract/tags",
                                "{\"document_id\":\"d\",\"mangle_exec\":true,\"mangle_query\":\"'; rm -rf /\"}"),
                        400,
                        "request.invalid"));
        all.put(
                "a query that is too long",
                new BadRequest(
                        api -> api.postJson(
                                "/extract/tags",
                                "{\"document_id\":\"d\",\"mangle_exec\":true,\"mangle_query\":\"" + "a".repeat(201)
                                        + "\"}"),
                        400,
                        "request.invalid"));
        all.put(
                "an extraction of an unknown document",
                new BadRequest(
                        api -> api.postJson("/extract/tags", "{\"document_id\":\"../../etc/passwd\"}"),
                        404,
                        "document.not-found"));
        all.put(
                "findings without a prompt",
                BadRequests.of(api -> api.postJson("/extract/langextract", "{\"text\":\"a\"}")));
        all.put("half a request for tags", BadRequests.of(api -> api.postJson("/autotag/x", "{\"prompt\":")));
        all.put("a list of requests for tags", BadRequests.of(api -> api.postJson("/autotag/x", "[]")));
        all.put(
                "runs from a foreign cursor",
                new BadRequest(api -> api.get("/extractions?cursor=%21"), 400, "request.cursor-invalid"));
        all.putAll(experiments());
        all.putAll(models());
        return all;
    }

    private static Map<String, BadRequest> experiments() {
        var all = new LinkedHashMap<String, BadRequest>();
        var sort = "/experiments/hrm/sort_digits";
        all.put("digits that are a number", BadRequests.of(api -> api.postJson(sort, "{\"seq\":12}")));
        all.put(
                "too many digits",
                BadRequests.of(api -> api.postJson(sort, "{\"seq\":\"" + "1".repeat(1_001) + "\"}")));
        all.put("too many steps", BadRequests.of(api -> api.postJson(sort, "{\"seq\":\"1\",\"Mmax\":1e300}")));
        all.put("half a step", BadRequests.of(api -> api.postJson(sort, "{\"seq\":\"1\",\"Mmin\":1.5}")));
        all.put("an echo of nothing", BadRequests.of(api -> api.postJson("/experiments/hrm/echo", "{}")));
        all.put(
                "an echo without end",
                BadRequests.of(api -> api.postJson("/experiments/hrm/echo?Mmax=2000000000", "{\"text\":\"a\"}")));
        all.put(
                "an echo that is too long",
                BadRequests.of(
                        api -> api.postJson("/experiments/hrm/echo", "{\"text\":\"" + "a".repeat(100_001) + "\"}")));
        return all;
    }

    private static Map<String, BadRequest> models() {
        var all = new LinkedHashMap<String, BadRequest>();
        for (var member : new String[] {
            "\"max_char_buffer\":0",
            "\"max_char_buffer\":1e30",
            "\"extraction_passes\":99",
            "\"max_workers\":-1",
            "\"max_workers\":\"many\"",
            "\"model_id\":7",
            "\"api_key\":[]"
        }) {
            var body = "{\"prompt_description\":\"p\",\"text\":\"a\",%s}".formatted(member);
            all.put("findings with " + member, BadRequests.of(api -> api.postJson("/extract/langextract", body)));
        }
        for (var member : new String[] {"\"provider\":\"psychic\"", "\"model_id\":\"../../x?y\""}) {
            var body = "{\"text\":\"a\",%s}".formatted(member);
            all.put(
                    "tags with " + member,
                    new BadRequest(api -> api.postJson("/extract/tags", body), 400, "request.invalid"));
        }
        return all;
    }
}
