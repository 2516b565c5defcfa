package ai.pmoves.dox.ingest;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes the binary files of the samples folder. */
final class SampleWriter {
    private SampleWriter() {}

    static void write(Path folder) throws IOException {
        Files.write(folder.resolve("harbor_q3_report.pdf"), report());
        writeBudget(folder.resolve("club_budget.xlsx"));
        writeFloorPlan(folder.resolve("floor_plan.png"));
        writeChime(folder.resolve("welcome_chime.wav"));
    }

    private static byte[] report() {
        try (var pen = new PdfPen()) {
            pen.title("Harbor Fitness Quarterly Report")
                    .paragraph("Third quarter of 2025, July to September. Prepared for the board of Harbor Fitness "
                            + "Holdings on October 14, 2025 by Dr. Miriam Okafor, chief financial officer.")
                    .heading("1 Summary")
                    .paragraph("Total revenue was $4.2M in the third quarter, up 7.7% over the quarter before. "
                            + "Most of the increase came from new memberships after the swimming pool at Pier Nine "
                            + "reopened in September.")
                    .paragraph("Operating expenses rose more slowly than sales, so that net income reached $620K. "
                            + "The gross margin improved to 58.4%, the best figure since Q1 2023.")
                    .paragraph("Churn is what worries us. More people leave in their first ninety days than a year "
                            + "ago, and most of them never booked a group class. Section 4 says what we will do "
                            + "about it.")
                    .heading("2 Income")
                    .paragraph("All amounts are in thousands of US dollars. Amounts in parentheses are negative.")
                    .row(110, "Item", "Q2 2025", "Q3 2025")
                    .row(110, "Total revenue", "3,900", "4,200")
                    .row(110, "Cost of services", "(1,690)", "(1,747)")
                    .row(110, "Gross profit", "2,210", "2,453")
                    .row(110, "Operating expenses", "(1,705)", "(1,760)")
                    .row(110, "Net income", "505", "620")
                    .gap(12)
                    .paragraph("Personal training sold better than planned. Sales of drinks and towels fell by 3.1% "
                            + "because two bars were closed for repairs in August.");
            pen.newPage()
                    .heading("3 Clubs")
                    .subheading("3.1 Members by club")
                    .paragraph("The five clubs had 18,430 members on September 30, 2025. Old Mill lost members to a "
                            + "competitor that opened next door in June.")
                    .row(80, "Club", "Members", "Joined", "Left")
                    .row(80, "Pier Nine", "5,210", "640", "190")
                    .row(80, "Old Mill", "3,870", "205", "310")
                    .row(80, "Station Square", "4,460", "390", "240")
                    .row(80, "Lakeside", "2,905", "260", "150")
                    .row(80, "Airport", "1,985", "175", "120")
                    .gap(12)
                    .subheading("3.2 Pool at Pier Nine")
                    .paragraph("The pool reopened on September 6, 2025 after eleven months of work. The final cost of "
                            + "the renovation was $1.35 million, 8% above the budget, because the filter system had "
                            + "to be replaced. Rowan Construction Ltd was the contractor.")
                    .paragraph("Visits to Pier Nine doubled in the first three weeks. We expect the investment to pay "
                            + "for itself within four years.")
                    .subheading("3.3 Equipment")
                    .paragraph("Forty treadmills reached the end of their service life. Replacements were ordered from "
                            + "Nordlauf GmbH and will arrive in November 2025.");
            pen.newPage()
                    .heading("4 Keeping members")
                    .paragraph("A member who books a group class in the first month stays for 26 months on average, "
                            + "all others for 11 months. From October on, every new member gets a welcome session "
                            + "with a trainer and a place in a class of their choice.")
                    .paragraph("We measure the rate by churn = left / members. It was 5.5% in the third quarter, "
                            + "against 4.8% in the quarter before.")
                    .paragraph("Memberships can be paused for up to three months since August. About four hundred "
                            + "members have done so; earlier they would have cancelled.")
                    .heading("5 Marketing")
                    .paragraph("The autumn campaigns cost $6,546 in September and brought sales of $26,880. Search "
                            + "advertising worked best for the pool, letters by e-mail for companies that buy "
                            + "memberships for their staff. Display banners were seen often and clicked rarely; we "
                            + "will spend less on them.")
                    .paragraph("Return on advertising: ROAS 4.1 over all channels.");
            pen.newPage()
                    .heading("6 Risks")
                    .paragraph("Electricity prices may rise again in winter. Half of the demand is covered by a "
                            + "contract that ends in March 2026.")
                    .paragraph("The payment gateway timed out several times during nightly renewals in September. No "
                            + "money was lost, but members were charged twice in 14 cases and got it back the same "
                            + "week. A second provider is being evaluated.")
                    .paragraph("Trainers are hard to find. Six positions were open at the end of the quarter.")
                    .heading("7 Outlook")
                    .paragraph("For the fourth quarter we expect revenue of $4.4M and a gross margin of 59%. The "
                            + "board will decide about a sixth club in the harbor district on December 9, 2025. "
                            + "Questions go to investors@harborfitness.example.");
            return pen.toBytes();
        }
    }

    private static void writeBudget(Path file) throws IOException {
        try (var workbook = new XSSFWorkbook();
                var out = Files.newOutputStream(file)) {
            var budget = workbook.createSheet("Budget");
            row(budget, 0, "Club", "Marketing Spend", "Revenue", "Leads", "Open");
            row(budget, 1, "Pier Nine", 2400.0, 1310000.0, 830.0, true);
            row(budget, 2, "Old Mill", 1650.0, 790000.0, 260.0, true);
            row(budget, 3, "Station Square", 1200.0, 960000.0, 455.0, true);
            row(budget, 4, "Lakeside", 700.5, 690000.0, 310.0, true);
            row(budget, 5, "Airport", 595.5, 450000.0, 205.0, false);
            var orders = workbook.createSheet("Equipment");
            var date = workbook.createCellStyle();
            date.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
            row(orders, 0, "Ordered", "Article", "Pieces", "Unit Cost");
            row(orders, 1, LocalDate.of(2025, 9, 12), "Treadmill NL-40", 40.0, 2150.0);
            row(orders, 2, LocalDate.of(2025, 9, 18), "Rowing machine", 12.0, 990.0);
            row(orders, 3, LocalDate.of(2025, 9, 26), "Yoga mat", 150.0, 14.5);
            for (int i = 1; i <= 3; i++) {
                orders.getRow(i).getCell(0).setCellStyle(date);
            }
            workbook.write(out);
        }
    }

    private static void row(Sheet sheet, int index, Object... cells) {
        var row = sheet.createRow(index);
        for (int i = 0; i < cells.length; i++) {
            var cell = row.createCell(i);
            switch (cells[i]) {
                case Double number -> cell.setCellValue(number);
                case Boolean bool -> cell.setCellValue(bool);
                case LocalDate date -> cell.setCellValue(date);
                default -> cell.setCellValue(cells[i].toString());
            }
        }
    }

    private static void writeFloorPlan(Path file) throws IOException {
        var image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 320, 200);
        pen.setColor(new Color(0x7FB3D5));
        pen.fillRect(20, 20, 120, 70); // the pool
        pen.setColor(new Color(0xD5D8DC));
        pen.fillRect(160, 20, 140, 70);
        pen.fillRect(20, 110, 280, 70);
        pen.setColor(Color.DARK_GRAY);
        pen.drawRect(20, 20, 280, 160);
        pen.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static void writeChime(Path file) throws IOException {
        float rate = 8000;
        var samples = new byte[(int) rate];
        for (int i = 0; i < samples.length; i++) {
            double tone = i < samples.length / 2 ? 659.3 : 523.3;
            double fade = 1 - i % (samples.length / 2) / (samples.length / 2.0);
            samples[i] = (byte) (128 + 90 * fade * Math.sin(2 * Math.PI * tone * i / rate));
        }
        var format = new AudioFormat(AudioFormat.Encoding.PCM_UNSIGNED, rate, 8, 1, 1, rate, false);
        try (var audio = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
