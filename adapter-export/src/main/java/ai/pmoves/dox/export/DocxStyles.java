package ai.pmoves.dox.export;

import java.math.BigInteger;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** The headings and the list that word processors know by name, which a new document has not. */
final class DocxStyles {
    private static final int HEADINGS = 3;
    private static final int INDENT_TWIPS = 720;
    private static final int HANGING_TWIPS = 360;

    private DocxStyles() {}

    /** The id of the style of headings of a level, 1 to 3. */
    static String heading(int level) {
        return "Heading" + level;
    }

    static void addTo(XWPFDocument document) {
        var styles = document.createStyles();
        for (int level = 1; level <= HEADINGS; level++) {
            var style = CTStyle.Factory.newInstance();
            style.setType(STStyleType.PARAGRAPH);
            style.setStyleId(heading(level));
            style.addNewName().setVal("heading " + level);
            style.addNewQFormat();
            style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(level - 1L));
            var letters = style.addNewRPr();
            letters.addNewB();
            letters.addNewSz().setVal(BigInteger.valueOf(2 * (18 - 2L * level))); // in half points
            styles.addStyle(new XWPFStyle(style));
        }
    }

    /** Returns the number of a list of bullets. */
    static BigInteger addBullets(XWPFDocument document) {
        var list = CTAbstractNum.Factory.newInstance();
        list.setAbstractNumId(BigInteger.ZERO);
        var level = list.addNewLvl();
        level.setIlvl(BigInteger.ZERO);
        level.addNewNumFmt().setVal(STNumberFormat.BULLET);
        level.addNewLvlText().setVal("•");
        var indent = level.addNewPPr().addNewInd();
        indent.setLeft(BigInteger.valueOf(INDENT_TWIPS));
        indent.setHanging(BigInteger.valueOf(HANGING_TWIPS));
        var numbering = document.createNumbering();
        return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(list)));
    }
}
