package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.Json;
import java.util.List;

/**
 * A place on a page, in points from its top left corner.
 *
 * @param bottom the base line of the last line
 */
public record PageBox(double left, double top, double right, double bottom) {
    public PageBox union(PageBox other) {
        return new PageBox(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    double width() {
        return right - left;
    }

    Json toJson() {
        return Json.of(List.of(rounded(left), rounded(top), rounded(right), rounded(bottom)));
    }

    private static double rounded(double points) {
        return Math.round(points * 10) / 10.0;
    }
}
