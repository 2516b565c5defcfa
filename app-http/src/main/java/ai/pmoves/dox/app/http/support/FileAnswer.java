package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Answers with a file or the part of it that was asked for, whose bytes are never all in memory. */
public final class FileAnswer {
    /** Between two looks at a file another one may take its place, but hardly each time. */
    private static final int ATTEMPTS = 10;

    private static final int BUFFER = 64 * 1024;

    /** HTTP's form of a date, whose day has two digits always. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private FileAnswer() {}

    /** @param disposition {@code attachment} or {@code inline} */
    public static void send(Context ctx, Path file, String name, String contentType, String disposition) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (sent(ctx, file, name, contentType, disposition)) {
                    return;
                }
            }
            throw new DoxException(
                    ErrorCode.STORE_BUSY, "The file '%s' changes all the time; try again later.".formatted(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False if the file that was opened is not the one that was looked at; then nothing was sent. */
    private static boolean sent(Context ctx, Path file, String name, String contentType, String disposition)
            throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() != attributes.size()) {
                return false;
            }
            long size = attributes.size();
            var modified = attributes.lastModifiedTime().toInstant();
            var etag = "\"%x-%x\"".formatted(modified.toEpochMilli(), size);
            var range = range(ctx, size, etag, httpDate(modified));
            ctx.contentType(contentType)
                    .header("Content-Disposition", disposition(disposition, name))
                    .header("Accept-Ranges", "bytes")
                    .header("ETag", etag)
                    .header("Last-Modified", httpDate(modified));
            var part = range.orElse(new ByteRange(0, size));
            if (range.isPresent()) {
                ctx.status(206).header("Content-Range", part.header(size));
            }
            ctx.res().setContentLengthLong(part.length());
            write(ctx, file, channel, part);
            return true;
        }
    }

    private static Optional<ByteRange> range(Context ctx, long size, String etag, String modified) {
        var header = ctx.header("Range");
        var unless = ctx.header("If-Range");
        boolean same = unless == null || unless.equals(etag) || unless.equals(modified);
        return header == null || !same ? Optional.empty() : ByteRange.parse(header, size);
    }

    private static void write(Context ctx, Path file, SeekableByteChannel channel, ByteRange part) throws IOException {
        channel.position(part.first());
        var in = Channels.newInputStream(channel);
        var buffer = new byte[BUFFER];
        long left = part.length();
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (read < 0) {
                throw new IOException("%s became shorter while it was sent".formatted(file.getFileName()));
            }
            ctx.outputStream().write(buffer, 0, read);
            left -= read;
        }
    }

    private static String disposition(String kind, String name) {
        var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(name)
                ? "%s; filename=\"%s\"".formatted(kind, name)
                : "%s; filename*=utf-8''%s".formatted(kind, encoded);
    }

    private static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant);
    }
}
