package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeOutlineTest {
    @Test
    void pythonDeclaresRoutesByDecoratorsAndTypesByTheirBase() {
        var outline = CodeOutline.ofPython("""
                @app.get("/items")
                async def items(): ...
                @router.post('/items/{id}')
                @bp.route("/old/<int:id>", methods=["GET", 'put'])
                @app.route("/plain")
                @app.get("/items")
                @other.get("/not-this")
                class Item(BaseModel):
                class Settings(pydantic.BaseSettings, Mixin):
                class Derived(Item):
                class Movie(TypedDict): pass
                """);

        assertThat(outline.routes().stream().map(route -> route.method() + " " + route.path()))
                .containsExactly("GET /items", "POST /items/{id}", "GET /old/{id}", "PUT /old/{id}", "GET /plain");
        assertThat(outline.schemas()).containsExactly("Item", "Settings", "Movie");
    }

    @Test
    void scriptsDeclareRoutesByCallsAndExports() {
        var code = """
                app.get('/users/:id', handler);
                router.delete(`/users/:id/notes/:note`, handler)
                export async function GET(request) {}
                export const POST = handler;
                export function helper() {}
                application.get('/not-this')
                export interface User { id: string }
                type Note = { text: string }
                """;

        var outline = CodeOutline.ofScript(code, true);

        assertThat(outline.routes().stream().map(route -> route.method() + " " + route.path()))
                .containsExactly(
                        "GET /users/{id}", "DELETE /users/{id}/notes/{note}", "GET /api/[route]", "POST /api/[route]");
        assertThat(outline.schemas()).containsExactly("User", "Note");
        assertThat(CodeOutline.ofScript(code, false).schemas()).isEmpty();
    }

    @Test
    void codeThatIsMadeToTakeLongDoesNot() {
        var open = "@app.route('/a', " + "methods".repeat(200_000);
        assertThat(CodeOutline.ofPython(open).routes()).hasSize(1);
        assertThat(CodeOutline.ofPython("class " + "a".repeat(1_000_000) + "(").schemas())
                .isEmpty();
        assertThat(CodeOutline.ofScript("export ".repeat(200_000), true).routes())
                .isEmpty();
    }
}
