package ai.pmoves.dox.application.export;

import ai.pmoves.dox.domain.export.DatavzrdProject;

/**
 * How files are made of what is stored.
 *
 * @param chr how much is gathered into constellations at once
 * @param datavzrd how projects for datavzrd look
 */
public record ExportSettings(ChrLimits chr, DatavzrdProject datavzrd) {
    public static final ExportSettings DEFAULT = new ExportSettings(ChrLimits.DEFAULT, new DatavzrdProject(true));
}
