package ai.pmoves.dox.app.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Requests that are refused as a whole, by what is wrong with them. */
final class BadRequests {
    private static final String INVALID = "request.invalid";

    private BadRequests() {}

    /** A request with the status and the code of its answer. */
    record BadRequest(Function<Api, Api.Answer> send, int status, String code) {}

    static Map<String, BadRequest> all() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.putAll(documents());
        all.putAll(searches());
        all.putAll(parameters());
        all.putAll(BadTagging.all());
        all.putAll(BadReading.all());
        all.putAll(BadExports.all());
        return all;
    }

    private static Map<String, BadRequest> documents() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.put("malformed XML", ingest("xml", "<logs><log>", 400, "ingest.unreadable"));
        all.put("text instead of XML", ingest("xml", "hello", 400, "ingest.unreadable"));
        all.put("empty XML", ingest("xml", "", 400, "ingest.empty"));
        all.put(
                "XML with an external entity",
                ingest(
                        "xml",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                        413,
                        "ingest.bomb"));
        all.put("XML whose entities multiply", ingest("xml", billionLaughs(), 413, "ingest.bomb"));
        all.put("JSON that is no API description", ingest("openapi", "{\"a\":1}", 400, "ingest.unreadable"));
        all.put("half of an API description", ingest("openapi", "{\"openapi\":\"3.0", 400, "ingest.unreadable"));
        all.put("YAML whose aliases multiply", ingest("openapi", aliasBomb(), 413, "ingest.bomb"));
        all.put("JSON that is no collection", ingest("postman", "{\"info\":{}}", 400, "ingest.unreadable"));
        all.put("half of a collection", ingest("postman", "{\"item\":[", 400, "ingest.unreadable"));
        all.put(
                "a document over the limit",
                ingest("xml", "<a>" + "x".repeat(450_000) + "</a>", 413, "ingest.too-large"));
        all.put(
                "a request over the limit",
                new BadRequest(
                        api -> api.post("/upload", new Multipart().file("files", "a.csv", new byte[1_200_000])),
                        413,
                        "request.too-large"));
        all.put("no file in the form", of(api -> api.post("/ingest/xml", new Multipart().field("x", "y"))));
        all.put("a file without a form", of(api -> api.post("/ingest/xml", "application/xml", "<logs/>")));
        all.put(
                "a form that is cut off",
                new BadRequest(
                        api -> api.post(
                                "/upload",
                                "multipart/form-data; boundary=b",
                                "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\na,b"),
                        400,
                        "request.http-400"));
        return all;
    }

    private static Map<String, BadRequest> searches() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.put("a search of another content type", of(api -> api.post("/search", "text/plain", "{\"q\":\"a\"}")));
        all.put("half of a search", of(api -> api.postJson("/search", "{\"q\":")));
        all.put("a search without text", of(api -> api.postJson("/search", "{}")));
        all.put("a search for a number", of(api -> api.postJson("/search", "{\"q\":1}")));
        all.put("a negative k", of(api -> api.postJson("/search", "{\"q\":\"a\",\"k\":-1}")));
        all.put("a k in words", of(api -> api.postJson("/search", "{\"q\":\"a\",\"k\":\"ten\"}")));
        all.put("an unknown mode", of(api -> api.postJson("/search", "{\"q\":\"a\",\"mode\":\"psychic\"}")));
        all.put("JSON that nests too deep", of(api -> api.postJson("/search", "[".repeat(20_000))));
        return all;
    }

    private static Map<String, BadRequest> parameters() {
        var all = new LinkedHashMap<String, BadRequest>();
        all.put(
                "a foreign cursor",
                new BadRequest(api -> api.get("/logs?limit=5&cursor=%21%21"), 400, "request.cursor-invalid"));
        all.put("a limit of nothing", of(api -> api.get("/facts?limit=0")));
        all.put("a limit in words", of(api -> api.get("/facts?limit=all")));
        all.put("a time that is none", of(api -> api.get("/logs?ts_from=tomorrow")));
        all.put("a boolean that is none", of(api -> api.post("/upload?async_pdf=perhaps")));
        all.put(
                "a download that climbs",
                new BadRequest(api -> api.get("/download?rel=../db.sqlite3"), 400, "path.invalid"));
        all.put(
                "a download by its full path",
                new BadRequest(api -> api.get("/download?rel=/etc/passwd"), 400, "path.invalid"));
        all.put("an unknown artifact", new BadRequest(api -> api.get("/artifacts/x"), 404, "artifact.not-found"));
        all.put("an unknown path", new BadRequest(api -> api.get("/nothing"), 404, "route.not-found"));
        all.put("a wrong method", new BadRequest(api -> api.get("/upload"), 405, "route.method-not-allowed"));
        return all;
    }

    static BadRequest of(Function<Api, Api.Answer> send) {
        return new BadRequest(send, 422, INVALID);
    }

    private static BadRequest ingest(String kind, String content, int status, String code) {
        return new BadRequest(
                api -> api.post("/ingest/" + kind, new Multipart().file("file", "f." + kind, content)), status, code);
    }

    private static String billionLaughs() {
        var text = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            text.append(
                    "<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        return text.append("]><a>&l9;</a>").toString();
    }

    private static String aliasBomb() {
        var text = new StringBuilder("openapi: 3.0.0\nx0: &x0 [lol]\n");
        for (int i = 1; i < 10; i++) {
            var alias = "*x" + (i - 1);
            text.append("x%d: &x%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
        }
        return text.append("paths: {/a: {get: {responses: *x9}}}\n").toString();
    }
}
