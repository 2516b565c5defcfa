package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.http.BadRequests.BadRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests for answers, findings and files that are refused, by what is wrong with them. */
final class BadReading {
    private BadReading() {}

    static Map<String, BadRequest> all() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.putAll(summaries());
        all.putAll(questions());
        all.putAll(ids());
        all.putAll(findings());
        all.putAll(sources());
        return all;
    }

    private static Map<String, BadRequest> summaries() {
        var all = new LinkedHashMap<String, BadRequest>();
        var path = "/summaries/generate";
        for (var body : new String[] {
            "{\"style\":\"poem\"}",
            "{\"style\":1}",
            "{\"scope\":\"galaxy\"}",
            "{\"artifact_ids\":\"a\"}",
            "{\"artifact_ids\":[{}]}",
            "{\"force_refresh\":\"perhaps\"}",
            "{\"force_refresh\":",
            "[{\"style\":\"bullet\"}]",
            "{\"artifact_ids\":" + "[".repeat(5_000)
        }) {
            var shown = body.substring(0, Math.min(body.length(), 40));
            all.put("a summary by " + shown, BadRequests.of(api -> api.postJson(path, body)));
        }
        all.put("a summary by a form", BadRequests.of(api -> api.post(path, new Multipart().field("style", "bullet"))));
        all.put(
                "a summary of no artifacts",
                new BadRequest(
                        api -> api.postJson(path, "{\"scope\":\"artifact\",\"artifact_ids\":[\" \"]}"),
                        400,
                        "request.invalid"));
        all.put("summaries of an unknown style", BadRequests.of(api -> api.get("/summaries?style=poem")));
        all.put("summaries of an unknown scope", BadRequests.of(api -> api.get("/summaries?scope='%20or%201=1")));
        return all;
    }

    private static Map<String, BadRequest> questions() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.put("no question", BadRequests.of(api -> api.postJson("/ask", "{\"question\":\"spend\"}")));
        all.put("a doubtful refinement", BadRequests.of(api -> api.post("/ask?question=spend&use_hrm=maybe")));
        all.put(
                "a question that is longer than an address may be",
                new BadRequest(api -> api.post("/ask?question=" + "a".repeat(100_000)), 414, "request.http-414"));
        all.put("runs of a time that is none", BadRequests.of(api -> api.get("/metrics/hrm?ts_from=31-12-2025")));
        all.put("runs until the 30th of February", BadRequests.of(api -> api.get("/metrics/hrm?ts_to=2025-02-30")));
        return all;
    }

    private static Map<String, BadRequest> ids() {
        var all = new LinkedHashMap<String, BadRequest>();
        Map.of(
                        "/analysis/artifacts/", "artifact.not-found",
                        "/artifacts/", "artifact.not-found",
                        "/evidence/", "evidence.not-found",
                        "/apis/", "api.not-found")
                .forEach((path, code) -> {
                    all.put(
                            path + " with an id that climbs",
                            new BadRequest(api -> api.get(path + "..%2F..%2Fetc%2Fpasswd"), 404, code));
                    all.put(
                            path + " with an id that is no UTF-8",
                            new BadRequest(api -> api.get(path + "%ED%A0%80"), 400, "request.http-400"));
                    all.put(
                            path + " with a NUL",
                            new BadRequest(api -> api.get(path + "a%00b"), 400, "request.http-400"));
                });
        all.put(
                "findings of an artifact with quotes",
                new BadRequest(api -> api.get("/analysis/artifacts/'%22;--"), 404, "artifact.not-found"));
        all.put(
                "tags for an artifact with quotes",
                new BadRequest(api -> api.postJson("/autotag/'%22;--", "{}"), 404, "artifact.not-found"));
        all.put(
                "tags for an artifact that climbs by backslashes",
                new BadRequest(api -> api.postJson("/autotag/..%5C..%5Cx", "{}"), 404, "artifact.not-found"));
        all.put(
                "an id of a document in the query that is too long",
                new BadRequest(api -> api.get("/tags?document_id=" + "d".repeat(2_001)), 400, "request.invalid"));
        return all;
    }

    private static Map<String, BadRequest> findings() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.put("the structure of no document", BadRequests.of(api -> api.get("/analysis/structure")));
        for (var list : new String[] {"/analysis/entities", "/analysis/metrics", "/extractions", "/tags"}) {
            all.put(list + " with a negative limit", BadRequests.of(api -> api.get(list + "?limit=-1")));
            all.put(list + " with a huge limit", BadRequests.of(api -> api.get(list + "?limit=1" + "0".repeat(300))));
            all.put(
                    list + " with the cursor of another",
                    new BadRequest(api -> api.get(list + "?cursor=..%2F%00"), 400, "request.cursor-invalid"));
        }
        all.put(
                "findings in nothing",
                new BadRequest(
                        api -> api.postJson("/extract/langextract", "{\"prompt_description\":\"p\"}"),
                        400,
                        "request.invalid"));
        all.put(
                "findings in blanks",
                new BadRequest(
                        api -> api.postJson("/extract/langextract", "{\"prompt_description\":\"p\",\"text\":\" \\n\"}"),
                        400,
                        "extract.no-text"));
        all.put(
                "findings in an unknown artifact",
                new BadRequest(
                        api -> api.postJson(
                                "/extract/langextract", "{\"prompt_description\":\"p\",\"artifact_id\":\"\\ud800\"}"),
                        404,
                        "artifact.not-found"));
        return all;
    }

    private static Map<String, BadRequest> sources() {
        var all = new LinkedHashMap<String, BadRequest>();
        var path = "/analysis/api-doc";
        all.put("the description of no source", BadRequests.of(api -> api.post(path, new Multipart().field("a", "b"))));
        all.put("the description of JSON", BadRequests.of(api -> api.postJson(path, "{}")));
        all.put(
                "the description of a program",
                new BadRequest(
                        api -> api.post(path, new Multipart().file("file", "../../x.exe", "MZ")),
                        400,
                        "ingest.unsupported-type"));
        all.put(
                "the description of half JSON",
                new BadRequest(
                        api -> api.post(path, new Multipart().file("file", "a.json", "{\"openapi\":")),
                        400,
                        "ingest.unreadable"));
        all.put("a link out of the house", BadRequests.of(api -> api.get("/links?to=https://example.com/download")));
        all.put(
                "a download that climbs from a folder",
                new BadRequest(api -> api.get("/download?rel=chr/../../db.sqlite3"), 400, "path.invalid"));
        all.put(
                "a download with a NUL",
                new BadRequest(api -> api.get("/download?rel=chr/a%00.csv"), 404, "blob.not-found"));
        all.put("samples that are not there", new BadRequest(api -> api.post("/load_samples"), 400, "samples.missing"));
        return all;
    }
}
