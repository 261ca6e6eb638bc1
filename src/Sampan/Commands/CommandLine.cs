using System.CommandLine;

namespace Sampan.Commands;

/// <summary>The command line of <c>sampan</c>.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(20);

    /// <summary>Runs a command line; Ctrl-C and SIGTERM let it close what is open.</summary>
    public static Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        var root = new RootCommand("Deploys applications across a fleet of Kubernetes clusters from one declarative file.")
        {
            UpCommand.Create(time),
            DownCommand.Create(time),
            StatusCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            TemplateCommand.Create(time),
            ValuesCommand.Create(time),
            PlanCommand.Create(time),
            ApplyCommand.Create(time),
            DestroyCommand.Create(time),
            DemoCommand.Create(time),
        };
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = ClosingTime });
    }
}
