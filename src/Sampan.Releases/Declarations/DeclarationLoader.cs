using System.Text.Json.Nodes;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>
/// Loads helmfile v1 declarations: reads the files, renders their templates, layers the environment's values and
/// resolves every release. Reads files below the declaration's folder; runs nothing.
/// </summary>
public sealed class DeclarationLoader(DeclarationOptions options)
{
    private readonly Map _commandLine = StateValuesSetting.Parse(options.StateValuesSet);

    /// <summary>
    /// Loads a declaration and the sub-declarations it names (<c>helmfiles:</c>), those first.
    /// </summary>
    /// <exception cref="DeclarationException">A file is missing or not what it should be; the message says where.</exception>
    public IReadOnlyList<Declaration> Load(string path)
    {
        List<Declaration> loaded = [];
        Load(path, inherited: [], options.Selectors.Count == 0 ? null : options, loaded, isRoot: true);
        return loaded;
    }

    private void Load(string path, Map inherited, DeclarationOptions? selecting, List<Declaration> loaded, bool isRoot)
    {
        var state = new StateLoader(options, [.. Below(inherited), .. FilesOfCommandLine()], _commandLine).Load(path);
        if (!state.DefinesEnvironment(options.Environment))
        {
            if (!isRoot)
            {
                return;
            }

            throw new DeclarationException(
                $"environment \"{options.Environment}\" is not defined in {Path.GetFileName(path)}. Defined: {string.Join(", ", state.Environments.Order(StringComparer.Ordinal))}",
                path);
        }

        foreach (var child in SubDeclarations.Of(state))
        {
            foreach (var file in child.Files)
            {
                Load(file, child.Values, child.SelectorsOr(selecting), loaded, isRoot: false);
            }
        }

        var placements = NamedPlacements(state);
        var releases = new ReleaseReader(state, options, placements).Read();
        var selectors = selecting?.Selectors ?? [];
        loaded.Add(new Declaration(
            path,
            options.Environment,
            state.Values.Resolve(),
            [.. releases.Where(release => selectors.Count == 0 || selectors.Any(selector => selector.Matches(release.Labels)))],
            placements)
        {
            StateLayers = state.Layers,
        });
    }

    /// <summary><c>--state-values-file</c> lies over what a parent declaration passes down.</summary>
    private IEnumerable<ValueLayer> FilesOfCommandLine() =>
        options.StateValuesFiles.Select(file => ValuesFile.ReadLayer(file, new StateTemplate(options), [], "--state-values-file"));

    private static IEnumerable<ValueLayer> Below(Map inherited) =>
        inherited.Count == 0 ? [] : [new ValueLayer(ValueLayerKind.Inline, "helmfiles", inherited) { Role = "passed down by the parent declaration" }];

    private static Dictionary<string, JsonObject> NamedPlacements(LoadedState state)
    {
        var placements = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var root = state.Root();
        foreach (var (name, entry) in root.Section("placements").Entries())
        {
            placements[name] = entry.AsMap().ToJson();
        }

        return placements;
    }
}
