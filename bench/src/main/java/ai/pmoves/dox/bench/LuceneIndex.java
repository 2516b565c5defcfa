package ai.pmoves.dox.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/** The peer of text search: Lucene's BM25 over the same texts, in memory, words joined by OR. */
final class LuceneIndex implements AutoCloseable {
    private final Analyzer analyzer = new EnglishAnalyzer();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    LuceneIndex(List<String> texts) throws IOException {
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (var text : texts) {
                var document = new Document();
                document.add(new TextField("text", text, Store.YES));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
    }

    List<String> search(String words) throws IOException {
        var found = new ArrayList<String>();
        var query = new QueryBuilder(analyzer).createBooleanQuery("text", words);
        if (query != null) {
            var fields = searcher.storedFields();
            for (var hit : searcher.search(query, 10).scoreDocs) {
                found.add(fields.document(hit.doc).get("text"));
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        analyzer.close();
    }
}
