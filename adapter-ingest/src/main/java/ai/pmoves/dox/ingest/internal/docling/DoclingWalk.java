package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Goes through a document's items along their references, each item once and parents before children. References that
 * lead nowhere or into a circle are refused: docling does not write such, so the file is damaged.
 */
final class DoclingWalk {
    private final String name;
    private final DoclingDocument document;
    private final Set<DoclingItem> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<DoclingItem> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param name what messages call the file */
    DoclingWalk(String name, DoclingDocument document) {
        this.name = name;
        this.document = document;
    }

    private record Step(DoclingItem item, Iterator<String> children) {}

    /**
     * Visits an item that was not seen yet, and those below it.
     *
     * @param from what refers to the item; itself if nothing does
     * @param visit tells whether to go on to the children of an item
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.unreadable} naming the reference that cannot be
     *     followed
     */
    void visit(DoclingItem root, DoclingItem from, Predicate<DoclingItem> visit) {
        var path = new ArrayDeque<Step>(); // no recursion: a file may nest as deep as it likes
        enter(root, from, path, visit);
        while (!path.isEmpty()) {
            var step = path.peek();
            if (step.children().hasNext()) {
                enter(find(step.children().next(), step.item()), step.item(), path, visit);
            } else {
                open.remove(path.pop().item());
            }
        }
    }

    private void enter(DoclingItem item, DoclingItem from, ArrayDeque<Step> path, Predicate<DoclingItem> visit) {
        if (open.contains(item)) {
            throw unreadable("%s refers to %s, in which it lies itself".formatted(from.ref(), item.ref()));
        }
        if (!seen.add(item)) {
            return;
        }
        open.add(item); // also while it is visited, which may go through its children
        if (visit.test(item)) {
            path.push(new Step(item, item.links().children().iterator()));
        } else {
            open.remove(item);
        }
    }

    boolean wasSeen(DoclingItem item) {
        return seen.contains(item);
    }

    /** The items below one, without itself, that were not seen yet. */
    List<DoclingItem> below(DoclingItem root) {
        var below = new ArrayList<DoclingItem>();
        for (var ref : root.links().children()) {
            visit(find(ref, root), root, item -> below.add(item));
        }
        return below;
    }

    /** The item that is referred to. */
    DoclingItem find(String ref, DoclingItem from) {
        return document.find(ref)
                .orElseThrow(() -> unreadable(
                        "%s refers to '%s', which is not there".formatted(from.ref(), Text.truncate(ref, 60))));
    }

    private RuntimeException unreadable(String why) {
        return Failures.unreadable(name, why);
    }
}
