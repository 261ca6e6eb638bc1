using Sampan.Releases.Selection;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>An entry of <c>helmfiles:</c>: other declarations that come before this one.</summary>
/// <param name="Files">The files, in order.</param>
/// <param name="Values">The state values passed down.</param>
/// <param name="Selectors">The entry's own selectors, or null to take those of the command line.</param>
internal sealed record SubDeclarations(IReadOnlyList<string> Files, Map Values, IReadOnlyList<ReleaseSelector>? Selectors)
{
    public static IEnumerable<SubDeclarations> Of(LoadedState state)
    {
        foreach (var entry in state.Root().Items("helmfiles"))
        {
            if (entry.Value is string path)
            {
                yield return new SubDeclarations(FindFiles(entry, path, state), [], null);
                continue;
            }

            var fields = entry.AsMap();
            var values = new Map(StringComparer.Ordinal);
            foreach (var layer in fields.Items("values"))
            {
                var under = layer.Value as Map ?? ValuesFile.Read(Path.Combine(state.File.Folder, layer.AsText()), null, []);
                values = Merging.StateMerge.Override(values, under);
            }

            yield return new SubDeclarations(
                FindFiles(entry, fields.RequiredText("path"), state),
                values,
                fields.Has("selectors") ? [.. fields.Texts("selectors").Select(ReleaseSelector.Parse)] : null);
        }
    }

    /// <summary>The options to select with: the entry's own selectors replace the inherited ones.</summary>
    public DeclarationOptions? SelectorsOr(DeclarationOptions? inherited) =>
        Selectors is null ? inherited : new DeclarationOptions { Selectors = Selectors };

    private static IReadOnlyList<string> FindFiles(FieldEntry entry, string path, LoadedState state)
    {
        var files = ValuesFile.Expand(path, state.File.Folder);
        return files.Count > 0 ? files : throw entry.Error($"no declaration at {path}");
    }
}
