package ai.pmoves.dox.embeddings;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the smallest graph that looks like a text embedding model: a token's vector is its id and the square of
 * its id, repeated to the wanted dimension. It has no {@code token_type_ids} and nothing to learn.
 */
final class TinyOnnx {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int INTEGER_ATTRIBUTE = 2;
    private static final int INTEGERS_ATTRIBUTE = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TinyOnnx() {}

    /** A graph with vectors of this even dimension; {@code maskInput} names its second input. */
    static byte[] graph(int dimension, String maskInput) {
        var concat = new TinyOnnx();
        for (int i = 0; i < dimension / 2; i++) {
            concat.text(1, "id").text(1, "square");
        }
        var graph = new TinyOnnx()
                .message(1, node("Cast", "input_ids", "float").message(5, attribute("to", FLOAT)))
                .message(1, node("Unsqueeze", "float", "id").message(5, axes()))
                .message(
                        1,
                        new TinyOnnx()
                                .text(1, "id")
                                .text(1, "id")
                                .text(2, "square")
                                .text(4, "Mul"))
                .message(
                        1, concat.text(2, "last_hidden_state").text(4, "Concat").message(5, attribute("axis", 2)))
                .text(2, "tiny")
                .message(11, value("input_ids", INT64, 2))
                .message(11, value(maskInput, INT64, 2))
                .message(12, value("last_hidden_state", FLOAT, 3));
        return new TinyOnnx()
                .number(1, 6) // the format's version
                .message(7, graph)
                .message(8, new TinyOnnx().number(2, 11)) // the operators' version
                .bytes
                .toByteArray();
    }

    private static TinyOnnx node(String operator, String input, String output) {
        return new TinyOnnx().text(1, input).text(2, output).text(4, operator);
    }

    private static TinyOnnx attribute(String name, int value) {
        return new TinyOnnx().text(1, name).number(3, value).number(20, INTEGER_ATTRIBUTE);
    }

    private static TinyOnnx axes() {
        return new TinyOnnx().text(1, "axes").number(8, 2).number(20, INTEGERS_ATTRIBUTE);
    }

    private static TinyOnnx value(String name, int elementType, int rank) {
        var shape = new TinyOnnx();
        for (int i = 0; i < rank; i++) {
            shape.message(1, new TinyOnnx().text(2, name + i));
        }
        var tensor = new TinyOnnx().number(1, elementType).message(2, shape);
        return new TinyOnnx().text(1, name).message(2, new TinyOnnx().message(1, tensor));
    }

    private TinyOnnx text(int field, String text) {
        return block(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private TinyOnnx message(int field, TinyOnnx message) {
        return block(field, message.bytes.toByteArray());
    }

    private TinyOnnx block(int field, byte[] block) {
        varint(field << 3 | 2);
        varint(block.length);
        bytes.writeBytes(block);
        return this;
    }

    private TinyOnnx number(int field, int value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7f) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }
}
