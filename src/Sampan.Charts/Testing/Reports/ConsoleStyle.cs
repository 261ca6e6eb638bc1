namespace Sampan.Charts.Testing.Reports;

/// <summary>The terminal's colours, where they are wanted.</summary>
internal sealed class ConsoleStyle(bool colored)
{
    public string Strong(string text) => Colored("1", text);

    public string Faint(string text) => Colored("2", text);

    public string Failure(string text) => Colored("31", text);

    public string Warning(string text) => Colored("33", text);

    public string SuccessLabel(string text) => Colored("42;30", text);

    public string FailureLabel(string text) => Colored("41;37", text);

    public string WarningLabel(string text) => Colored("43;30", text);

    private string Colored(string code, string text) => colored ? $"\x1b[{code}m{text}\x1b[0m" : text;
}
