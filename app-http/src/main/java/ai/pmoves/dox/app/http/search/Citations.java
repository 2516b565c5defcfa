package ai.pmoves.dox.app.http.search;

import ai.pmoves.dox.app.http.library.EvidenceView;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes the evidence that an answer rests on, one piece at a time, for each may hold a whole table. */
public final class Citations {
    private Citations() {}

    /** Writes the member {@code name} with the evidence that is still there, in the order of the ids. */
    public static void write(JsonGenerator json, String name, List<Id<Evidence>> ids, EvidenceRepository evidence)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (var id : ids) {
            var found = evidence.find(id);
            if (found.isPresent()) {
                json.writePOJO(EvidenceView.of(found.get()));
            }
        }
        json.writeEndArray();
    }
}
