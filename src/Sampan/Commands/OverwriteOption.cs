using System.CommandLine;
using Sampan.Errors;

namespace Sampan.Commands;

/// <summary>The option of commands that replace a file: what exists is replaced only on the user's word.</summary>
internal sealed class OverwriteOption
{
    private readonly Option<bool> _option = new("--force") { Description = "Replace what exists without asking" };

    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>Whether a file may be replaced; on a terminal the user is asked.</summary>
    /// <exception cref="UserException">It exists and must stay.</exception>
    public bool MayReplace(ParseResult parsed, string path)
    {
        if (!File.Exists(path) || parsed.GetValue(_option))
        {
            return parsed.GetValue(_option);
        }

        if (!Console.IsInputRedirected)
        {
            Console.Error.Write($"{path} exists. Replace it? [y/N] ");
            if (Console.ReadLine()?.Trim() is "y" or "Y" or "yes")
            {
                return true;
            }
        }

        throw new UserException($"{path} exists and stays as it is. Replace it with --force");
    }
}
