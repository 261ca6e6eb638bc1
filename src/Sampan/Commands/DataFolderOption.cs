using System.CommandLine;
using Sampan.Embedded;

namespace Sampan.Commands;

/// <summary>The option of every command that has to do with an embedded fleet.</summary>
internal sealed class DataFolderOption
{
    private readonly Option<string?> _option = new("--data-dir") { Description = "Where the embedded fleet keeps its state (default: $XDG_DATA_HOME/sampan or ~/.local/share/sampan)" };

    public void AddTo(Command command) => command.Options.Add(_option);

    public DataFolder Of(ParseResult parsed) => DataFolder.At(parsed.GetValue(_option));
}
