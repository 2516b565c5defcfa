package com.example.search;

import ai.pmoves.dox.library.Dox;
import java.nio.file.Path;

/** Ingests a log, finds entries by what they mean, and tags it: no server, no account, no network. */
public final class EmbeddedSearch {
    public static void main(String[] args) {
        var log = Path.of(args[0]);
        var home = Path.of(args[1]);
        try (var dox = Dox.builder().home(home).build()) {
            var stored = dox.ingest(log);
            System.out.println(stored.rows() + " entries, " + dox.embed() + " texts embedded");

            var answer = dox.search("trouble taking money from a customer");
            answer.hits().forEach(hit -> System.out.printf("%.2f  %s%n", hit.score(), hit.chunk().text()));

            System.out.println("tags: " + dox.tag(stored).tags());
        }
    }
}
