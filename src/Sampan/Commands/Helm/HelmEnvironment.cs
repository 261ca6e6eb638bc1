namespace Sampan.Commands.Helm;

/// <summary>What a command of Helm's reads and writes beside files: the streams, the clock, environment variables.</summary>
internal sealed record HelmEnvironment(TextReader Input, TextWriter Output, TextWriter Error, TimeProvider Time, Func<string, string?> Variable)
{
    /// <summary>The name under which the program was started.</summary>
    public string Program { get; init; } = "helm";

    /// <summary>The process's own.</summary>
    public static HelmEnvironment OfProcess(TimeProvider time) => new(Console.In, Console.Out, Console.Error, time, System.Environment.GetEnvironmentVariable) { Program = System.Environment.GetCommandLineArgs()[0] };
}
