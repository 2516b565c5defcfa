package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.Json;

/** JSON: text, or jsonb where the database has it. Public for the generated tables. */
public final class JsonBinding extends TextBinding<Json> {
    private static final long serialVersionUID = 1L;

    public JsonBinding() {
        super("jsonb", Json.class);
    }

    @Override
    Json read(String text) {
        return JsonText.read(text);
    }

    @Override
    String write(Json value) {
        return JsonText.write(value);
    }
}
