namespace Sampan.Charts.Linting;

/// <summary>The messages of a chart being linted, in order.</summary>
internal sealed class LintReport
{
    private readonly List<LintMessage> _messages = [];

    public IReadOnlyList<LintMessage> Messages => _messages;

    /// <summary>Notes a problem, unless there is none; true when there is none.</summary>
    public bool Check(LintSeverity severity, string path, string? problem)
    {
        if (problem is not null)
        {
            _messages.Add(new LintMessage(severity, path, problem));
        }

        return problem is null;
    }
}
