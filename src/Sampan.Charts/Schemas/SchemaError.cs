using System.Text;
using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>What does not fit, where in the values, and what it follows from.</summary>
/// <param name="Path">The place in the values, outermost first.</param>
/// <param name="Message">What is wrong there.</param>
/// <param name="Causes">The errors below; none for a plain one.</param>
internal sealed record SchemaError(IReadOnlyList<string> Path, string Message, IReadOnlyList<SchemaError> Causes)
{
    private const string GroupMessage = "validation failed";

    /// <summary>Whether it only stands for several errors of one schema.</summary>
    public bool IsGroup { get; private init; }

    /// <summary>Whether it stands for a reference: left out of the text when there is one error below.</summary>
    public bool IsReference { get; private init; }

    public static SchemaError Group(IReadOnlyList<string> path, IReadOnlyList<SchemaError> causes) =>
        new(path, GroupMessage, causes) { IsGroup = true };

    public static SchemaError Reference(IReadOnlyList<string> path, SchemaError cause) =>
        new(path, GroupMessage, cause.IsGroup ? cause.Causes : [cause]) { IsReference = true };

    /// <summary>The errors of a whole schema as lines <c>- at '/x': …</c>, those that follow from one indented below it.</summary>
    public static string Describe(SchemaError error)
    {
        var text = new StringBuilder();
        foreach (var cause in error.IsGroup ? error.Causes : [error])
        {
            cause.Append(text, 0);
        }

        return text.ToString();
    }

    /// <summary>A text in single quotes, escaped as Go does.</summary>
    public static string Quote(string text) =>
        $"'{GoText.Quote(text)[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    public static string Quote(IEnumerable<string> texts) => string.Join(", ", texts.Select(Quote));

    private void Append(StringBuilder text, int indent)
    {
        if (!IsReference || Causes.Count != 1)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(' ', 2 * indent).Append("- at ").Append(Quote(JsonPointer.Of(Path))).Append(": ").Append(Message);
            indent++;
        }

        foreach (var cause in Causes)
        {
            cause.Append(text, indent);
        }
    }
}
