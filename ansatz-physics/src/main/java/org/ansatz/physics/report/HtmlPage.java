package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One HTML page that needs no other file: styles and pictures are inside. */
final class HtmlPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;color:#222;max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #ddd}
            table{border-collapse:collapse;margin:.6rem 0}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}
            th{border-bottom:1px solid #999;font-weight:600}td.number{text-align:right;font-variant-numeric:tabular-nums}
            tr:nth-child(even) td{background:#f6f7f9}code,pre{font:13px/1.45 ui-monospace,monospace}
            pre{background:#f6f7f9;padding:.8rem;overflow-x:auto}figure{margin:1.2rem 0}img{max-width:100%;height:auto}
            figcaption{color:#555}.warning{background:#fff4e0;border-left:4px solid #d98500;padding:.4rem .8rem;margin:.5rem 0}
            .lead{color:#555;margin-top:0}
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title, String lead) {
        this.title = title;
        body.append("<h1>").append(escape(title)).append("</h1>\n<p class=\"lead\">");
        body.append(escape(lead)).append("</p>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    HtmlPage section(String heading) {
        body.append("<h2>").append(escape(heading)).append("</h2>\n");
        return this;
    }

    HtmlPage paragraph(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    HtmlPage warning(String text) {
        body.append("<p class=\"warning\">").append(escape(text)).append("</p>\n");
        return this;
    }

    HtmlPage preformatted(String text) {
        body.append("<pre>").append(escape(text)).append("</pre>\n");
        return this;
    }

    /** Rows of cells below titles; cells that read as numbers are aligned to the right. */
    HtmlPage table(List<String> titles, List<List<String>> rows) {
        body.append("<table>\n<tr>");
        titles.forEach(t -> body.append("<th>").append(escape(t)).append("</th>"));
        body.append("</tr>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            for (String cell : row) {
                boolean number = cell.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
                body.append(number ? "<td class=\"number\">" : "<td>")
                        .append(escape(cell))
                        .append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</table>\n");
        return this;
    }

    HtmlPage table(String key, String value, Map<String, String> entries) {
        return table(
                List.of(key, value),
                entries.entrySet().stream()
                        .map(e -> List.of(e.getKey(), e.getValue()))
                        .toList());
    }

    HtmlPage picture(Path png, String caption) throws IOException {
        String data = Base64.getEncoder().encodeToString(Files.readAllBytes(png));
        body.append("<figure><img alt=\"").append(escape(caption)).append("\" src=\"data:image/png;base64,");
        body.append(data).append("\">\n<figcaption>").append(escape(caption)).append("</figcaption></figure>\n");
        return this;
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + escape(title)
                        + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n" + body + "</body></html>\n");
    }
}
