package ai.pmoves.dox.ingest.internal.files;

import ai.pmoves.dox.domain.Json;
import java.io.Reader;
import java.util.IdentityHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML to plain Java. Only what JSON can say is told apart from text: dates stay as they are written, and
 * {@code yes}, {@code on}, {@code 010} and {@code 12:30} are text, not what YAML 1.1 makes of them.
 */
public final class YamlFiles {
    /** How many values a document may have once its aliases are written out. */
    private static final long MAX_VALUES = 5_000_000;

    private YamlFiles() {}

    /** A document whose aliases expand beyond measure, or into themselves. */
    public static final class BombException extends Exception {
        BombException(String message) {
            super(message);
        }
    }

    /**
     * Reads one document.
     *
     * @throws YAMLException if it is no YAML
     */
    public static @Nullable Object read(Reader text) throws BombException {
        var document = yaml().compose(text);
        if (document == null) {
            return null;
        }
        new Expansion().measure(document); // before keys are hashed, which visits each alias in them
        return new Constructor(options()).construct(document);
    }

    public static Iterable<Event> events(Reader text) {
        return yaml().parse(text);
    }

    private static Yaml yaml() {
        var dumper = new DumperOptions();
        var options = options();
        return new Yaml(new Constructor(options), new Representer(dumper), dumper, options, new JsonTypes());
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE); // counting aliases does not stop a bomb: see Expansion
        options.setNestingDepthLimit(Json.MAX_DEPTH);
        options.setAllowDuplicateKeys(true);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    private static final class Constructor extends SafeConstructor {
        Constructor(LoaderOptions options) {
            super(options);
        }

        @Nullable
        Object construct(Node document) {
            return constructDocument(document);
        }
    }

    /** What is wrong and where, on one line. */
    public static String reason(YAMLException e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            var at = marked.getProblemMark();
            return "line %d, column %d: %s".formatted(at.getLine() + 1, at.getColumn() + 1, marked.getProblem());
        }
        return Failures.reason(e);
    }

    private static final class JsonTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(?:0|[1-9][0-9]*)"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile(
                            "[-+]?(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"),
                    "-+0123456789.");
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }

    /** Counts the values of a document as if each alias were written out, visiting each value once. */
    private static final class Expansion {
        private final IdentityHashMap<Node, Size> known = new IdentityHashMap<>();

        /** @param depth levels below the value */
        record Size(long values, long depth) {}

        /** @throws YAMLException if a key is a list or a mapping, which JSON cannot say */
        Size measure(Node value) throws BombException {
            if (!(value instanceof CollectionNode<?> collection)) {
                return new Size(1, 0);
            }
            if (known.containsKey(value)) {
                var size = known.get(value);
                if (size == null) {
                    throw new BombException("an alias stands within what it stands for");
                }
                return size;
            }
            known.put(value, null);
            long values = 1;
            long depth = 0;
            for (var child : collection.getValue()) {
                var size = measure(child instanceof NodeTuple member ? valueOf(member) : (Node) child);
                values += size.values();
                depth = Math.max(depth, size.depth() + 1);
            }
            if (values > MAX_VALUES) {
                throw new BombException("its aliases expand to more than " + MAX_VALUES + " values");
            }
            if (depth > Json.MAX_DEPTH) {
                throw new BombException("its aliases nest deeper than " + Json.MAX_DEPTH + " levels");
            }
            var size = new Size(values, depth);
            known.put(value, size);
            return size;
        }

        private static Node valueOf(NodeTuple member) {
            if (!(member.getKeyNode() instanceof ScalarNode)) {
                throw new YAMLException("line %d: a key is a list or a mapping, not a text"
                        .formatted(member.getKeyNode().getStartMark().getLine() + 1));
            }
            return member.getValueNode();
        }
    }
}
