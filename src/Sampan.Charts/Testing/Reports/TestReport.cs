using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;
using Sampan.Charts.Testing.Results;

namespace Sampan.Charts.Testing.Reports;

/// <summary>The results of suites as an XML file, for the tools that show them.</summary>
internal abstract class TestReport
{
    private static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, Indent = true, IndentChars = "\t", NewLineChars = "\n", CheckCharacters = false };

    /// <summary>The report of a format.</summary>
    public static TestReport Of(ReportFormat format, TimeProvider clock) => format switch
    {
        ReportFormat.JUnit => new JUnitReport(clock),
        ReportFormat.NUnit => new NUnitReport(clock),
        ReportFormat.Sonar => new SonarReport(),
        _ => new XUnitReport(clock),
    };

    /// <summary>Writes the results.</summary>
    public void Write(IReadOnlyList<SuiteResult> suites, Stream output)
    {
        using (var writer = XmlWriter.Create(output, Settings))
        {
            Write(suites, writer);
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the root element.</summary>
    protected abstract void Write(IReadOnlyList<SuiteResult> suites, XmlWriter writer);

    protected static string Platform => $"{Environment.Version}.{RuntimeInformation.RuntimeIdentifier}";

    protected static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>What stands for a class: the suite's name after its last slash.</summary>
    protected static string ClassName(SuiteResult suite) => suite.Name[(suite.Name.LastIndexOf('/') + 1)..];

    protected static void Attributes(XmlWriter writer, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            writer.WriteAttributeString(name, value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Texts of tests may hold what XML cannot say: terminal codes, for one.</summary>
    protected static string Legal(string text) => string.Concat(text.Where(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character)));
}
