using Sampan.Charts.Text;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary><c>--output table|json|yaml</c>.</summary>
internal static class OutputFormat
{
    public const string Table = "table";

    public static readonly Flag Flag = new("output", FlagKind.Text, 'o') { Refuse = value => value is Table or "json" or "yaml" ? null : "invalid format type" };

    public static string Of(ParsedFlags flags) => flags.Text("output", Table);

    /// <summary>Writes data as JSON or YAML, whichever the flags ask for.</summary>
    public static void WriteData(ParsedFlags flags, List<object?> data, TextWriter output) =>
        output.Write(Of(flags) == "json" ? GoJson.Write(data) + "\n" : YamlData.Write(data));
}
