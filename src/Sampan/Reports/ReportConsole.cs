using Spectre.Console;

namespace Sampan.Reports;

/// <summary>Where reports go: standard output, in colour on a terminal, and never folded when it is a file or a pipe.</summary>
internal static class ReportConsole
{
    private const int UnfoldedWidth = 400;

    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = UnfoldedWidth;
        }

        return console;
    }
}
