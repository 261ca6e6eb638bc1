using System.Text;

namespace Sampan.Charts.Testing.Results;

/// <summary>What became of one assertion.</summary>
/// <param name="Index">Its place in the test, from 0.</param>
/// <param name="Type">Its type.</param>
/// <param name="Not">Whether it was turned round with <c>not: true</c>.</param>
/// <param name="Failure">What did not come true, line by line; null when it passed.</param>
internal sealed record AssertionResult(int Index, string Type, bool Not, IReadOnlyList<string>? Failure)
{
    public const string SkipReason = "skipped as 'documentSelector.skipEmptyTemplates: true' and 'selectedTemplates: empty'";

    /// <summary>Whether there was nothing to assert; it has passed then.</summary>
    public bool IsSkipped { get; init; }

    public bool Passed => Failure is null;

    public string Title => $"- asserts[{Index}]{(Not ? " NOT" : "")} `{Type}` fail";

    /// <summary>The result as reports tell it.</summary>
    public string Describe()
    {
        var text = new StringBuilder($"\t\t {Title} \n");
        foreach (var line in IsSkipped ? [SkipReason] : Failure ?? [])
        {
            text.Append("\t\t\t ").Append(line).Append(" \n");
        }

        return text.ToString();
    }
}
