using System.ComponentModel;
using System.Diagnostics;

namespace Sampan.Commands.Helm;

/// <summary><c>--post-renderer</c>: a program that gets the manifests on its standard input and answers with what they are to be.</summary>
internal static class PostRenderer
{
    /// <summary>Why a program cannot be one; null when it can.</summary>
    public static string? Refuse(string program) =>
        program.Length == 0 || Find(program) is not null
            ? null
            : $"unable to find binary at {program}: exec: \"{program}\": {(program.Contains('/') ? $"stat {program}: no such file or directory" : "executable file not found in $PATH")}";

    /// <summary>Runs the program; throws <see cref="HelmException"/> when it fails or answers nothing.</summary>
    public static string Run(string program, IReadOnlyList<string> arguments, string manifests)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var answer = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(manifests);
            process.StandardInput.Close();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new HelmException($"error while running post render on files: error while running command {program}. error output:\n{error.GetAwaiter().GetResult()}: exit status {process.ExitCode}");
            }

            return answer.GetAwaiter().GetResult() is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw new HelmException($"error while running post render on files: post-renderer \"{program}\" produced empty output");
        }
        catch (Win32Exception exception)
        {
            throw new HelmException($"error while running post render on files: error while running command {program}: {exception.Message}");
        }
    }

    private static string? Find(string program) => program.Contains('/')
        ? File.Exists(program) ? Path.GetFullPath(program) : null
        : (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
