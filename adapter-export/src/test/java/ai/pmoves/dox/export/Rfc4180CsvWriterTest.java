package ai.pmoves.dox.export;

import ai.pmoves.dox.contract.export.CsvWriterContract;
import ai.pmoves.dox.ports.export.CsvWriter;

class Rfc4180CsvWriterTest implements CsvWriterContract {
    @Override
    public CsvWriter writer() {
        return new Rfc4180CsvWriter();
    }
}
