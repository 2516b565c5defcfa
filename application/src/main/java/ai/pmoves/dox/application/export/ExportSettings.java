package ai.pmoves.dox.application.export;

/**
 * How files are made of what is stored.
 *
 * @param chr how much is gathered into constellations at once
 * @param datavzrdSpells whether columns of text have a formatter that datavzrd fetches from its own site
 */
public record ExportSettings(ChrLimits chr, boolean datavzrdSpells) {
    public static final ExportSettings DEFAULT = new ExportSettings(ChrLimits.DEFAULT, true);
}
