using System.Text;

namespace Sampan.Commands.Helm;

/// <summary>Asks for what must not be seen: on a terminal nothing that is typed is shown.</summary>
internal sealed class SecretPrompt(HelmEnvironment environment)
{
    /// <summary>Asks; from a pipe a line is taken.</summary>
    public string Ask(string prompt)
    {
        environment.Output.Write(prompt);
        var answer = environment.Input == Console.In && !Console.IsInputRedirected ? ReadKeys() : environment.Input.ReadLine() ?? "";
        environment.Output.Write("\n");
        return answer;
    }

    /// <summary>Standard input to its end, without a last line feed.</summary>
    public string ReadInput()
    {
        var text = environment.Input.ReadToEnd();
        text = text.EndsWith('\n') ? text[..^1] : text;
        return text.EndsWith('\r') ? text[..^1] : text;
    }

    /// <summary>The first line of a file, or of standard input for <c>-</c>; throws <see cref="HelmException"/>.</summary>
    public string ReadFile(string path)
    {
        if (path == "-")
        {
            return environment.Input.ReadLine() ?? throw new HelmException("specified reading passphrase from stdin, without input on stdin");
        }

        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? throw new HelmException("EOF");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HelmException($"open {path}: {(exception is UnauthorizedAccessException ? "permission denied" : "no such file or directory")}");
        }
    }

    private static string ReadKeys()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (key.KeyChar != 0)
            {
                text.Append(key.KeyChar);
            }
        }

        return text.ToString();
    }
}
