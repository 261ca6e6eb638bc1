using Sampan.Charts.Downloads;
using Sampan.Reports;

namespace Sampan.Commands.Helm;

/// <summary>What a command of Helm's reads and writes beside files: the streams, the clock, environment variables.</summary>
internal sealed record HelmEnvironment(TextReader Input, TextWriter Output, TextWriter Error, TimeProvider Time, Func<string, string?> Variable)
{
    /// <summary>The name under which the program was started.</summary>
    public string Program { get; init; } = "helm";

    /// <summary>Whether somebody watches <see cref="Error"/>, so that it may be told how far things are.</summary>
    public bool IsWatched { get; init; }

    /// <summary>The process's own.</summary>
    public static HelmEnvironment OfProcess(TimeProvider time) => new(Console.In, Console.Out, Console.Error, time, System.Environment.GetEnvironmentVariable)
    {
        Program = System.Environment.GetCommandLineArgs()[0],
        IsWatched = !Console.IsErrorRedirected,
    };

    /// <summary>A way to servers, for one command.</summary>
    public HttpDownloads Downloads() => new(Time) { Progress = IsWatched ? new DownloadLine(Error, Time) : null };
}
