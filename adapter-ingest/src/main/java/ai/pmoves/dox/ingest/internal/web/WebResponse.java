package ai.pmoves.dox.ingest.internal.web;

/**
 * What came back from an address, or why nothing did.
 *
 * @param url where it came from in the end
 * @param contentType as the server gave it, empty if it did not
 * @param warning what is worth knowing, empty if nothing is
 */
record WebResponse(String url, byte[] body, String contentType, String warning) {
    static WebResponse nothing(String url, String warning) {
        return new WebResponse(url, new byte[0], "", warning);
    }
}
