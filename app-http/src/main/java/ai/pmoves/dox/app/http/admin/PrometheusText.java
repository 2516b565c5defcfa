package ai.pmoves.dox.app.http.admin;

import java.util.HashSet;
import java.util.Set;

/** Builds the text form in which Prometheus reads metrics. */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();
    private final Set<String> described = new HashSet<>();

    PrometheusText counter(String name, String help, long value) {
        return describe(name, help, "counter").line(name, Long.toString(value));
    }

    PrometheusText gauge(String name, String help, double value) {
        return describe(name, help, "gauge").line(name, number(value));
    }

    /** A gauge that is told apart by a label; its description stands before the first. */
    PrometheusText labelled(String name, String help, String label, String labelValue, double value) {
        return describe(name, help, "gauge").line("%s{%s=\"%s\"}".formatted(name, label, labelValue), number(value));
    }

    private PrometheusText describe(String name, String help, String type) {
        if (described.add(name)) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }
        return this;
    }

    private PrometheusText line(String name, String value) {
        text.append(name).append(' ').append(value).append('\n');
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
