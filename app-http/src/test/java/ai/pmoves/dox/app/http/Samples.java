package ai.pmoves.dox.app.http;

/** Small files of every kind, as clients send them. */
final class Samples {
    static final String CSV = """
            date,channel,spend,revenue,conversions,clicks,impressions
            2025-09-22,Search,1250.5,5200,85,4200,85000
            2025-09-23,Social,800.0,2100,30,3500,60000
            2025-09-24,Display,450.0,900,12,2100,120000
            2025-09-25,Search,1325.25,5400,90,4300,87000
            2025-09-26,Social,775.75,2300,35,3600,61000
            """;

    static final String XML_LOG = """
            <logs>
              <log><ts>2025-09-25T10:01:02Z</ts><level>ERROR</level><code>E1001</code>
                <component>LoanService</component>
                <message>Loan origination failed for application 12345</message></log>
              <log><ts>2025-09-25T10:02:03Z</ts><level>WARN</level><code>W200</code>
                <component>Underwriting</component>
                <message>Missing income document for applicant 67890</message></log>
              <log><ts>t1</ts><code>E9</code><component>M</component><message>Ünïcode ✓, "quoted"
            =1+1</message></log>
            </logs>
            """;

    static final String OPENAPI = """
            {"openapi":"3.0.0","info":{"title":"Loans","version":"1"},"paths":{
              "/loans":{
                "get":{"summary":"List loans","tags":["loans"],
                  "parameters":[{"name":"page","in":"query","schema":{"type":"integer"}}],
                  "responses":{"200":{"description":"ok"}}},
                "post":{"summary":"Create loan","tags":["loans"],"responses":{"201":{"description":"made"}}}},
              "/loans/{id}":{"get":{"summary":"Get loan","tags":["loans"]}}}}
            """;

    static final String POSTMAN = """
            {"info":{"name":"Things"},"item":[{"name":"Put it","request":{"method":"put",
              "url":{"raw":"https://h/v2/things","path":["v2","things"]}},"response":[]}]}
            """;

    private Samples() {}
}
