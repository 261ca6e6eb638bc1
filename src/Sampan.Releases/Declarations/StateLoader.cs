using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations.Merging;
using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>
/// Reads one declaration file part by part: renders a part with the values known so far, merges it on the parts
/// before it, and takes up the values that it adds.
/// </summary>
/// <param name="options">How the declaration is loaded.</param>
/// <param name="given">The layers that lie below the environment's: what a parent passes down, and files of the command line.</param>
/// <param name="commandLine">The settings of the command line.</param>
internal sealed class StateLoader(DeclarationOptions options, IReadOnlyList<ValueLayer> given, Map commandLine)
{
    private readonly StateTemplate _templates = new(options);
    private readonly Dictionary<string, Map> _environments = new(StringComparer.Ordinal);
    private readonly List<ValueLayer> _defaults = [];
    private readonly List<ValueLayer> _environment = [.. given];
    private StateValues _values = new([], given.Aggregate(new Map(), (values, layer) => StateMerge.Override(values, layer.Values)), commandLine);
    private string _environmentContext = "";

    /// <exception cref="DeclarationException">The file cannot be read or is no declaration.</exception>
    public LoadedState Load(string path)
    {
        var (state, file) = LoadFile(path, isBase: false);
        IReadOnlyList<ValueLayer> settings = commandLine.Count == 0 ? [] : [new ValueLayer(ValueLayerKind.Set, "--state-values-set", commandLine)];
        return new LoadedState(file, state, _values, [.. _defaults, .. _environment, .. settings], [.. _environments.Keys], _environmentContext);
    }

    private (Map State, DeclarationFile File) LoadFile(string path, bool isBase)
    {
        var file = DeclarationFile.Read(path);
        Map state = [];
        foreach (var part in file.Parts)
        {
            state = StateMerge.Merge(state, LoadPart(file, part, isBase), appendLists: false);
        }

        return (state, file);
    }

    private Map LoadPart(DeclarationFile file, DeclarationPart part, bool isBase)
    {
        var text = file.IsTemplate ? _templates.Render(part.Text, file.Path, file.Folder, TemplateData()) : part.Text;
        var document = new DeclarationText(file.Path, text, file.IsTemplate ? 0 : part.LinesBefore);
        var tree = document.Parse();
        DeclarationSchema.Check(tree, document);

        var fields = new FieldReader(tree, null, document);
        Map below = [];
        foreach (var entry in fields.Texts("bases"))
        {
            if (isBase)
            {
                throw document.Error("a base cannot have bases of its own: list them all in the declaration", new FieldPath(null, "bases"));
            }

            below = StateMerge.Merge(below, LoadFile(Path.Combine(file.Folder, entry), isBase: true).State, appendLists: true);
        }

        AddEnvironment(fields, document, file);
        _values = _values with { Defaults = StateMerge.Override(_values.Defaults, ValueEntries(fields, document, "state values", file, [], _defaults)) };
        return StateMerge.Merge(below, tree, appendLists: true);
    }

    private void AddEnvironment(FieldReader fields, DeclarationText document, DeclarationFile file)
    {
        foreach (var (name, entry) in fields.Section("environments").Entries())
        {
            var environment = entry.AsMap();
            _environments[name] = environment.Fields;
            if (name == options.Environment)
            {
                _environmentContext = environment.Text("kubeContext") is { Length: > 0 } context ? context : _environmentContext;
                var added = ValueEntries(environment, document, $"environment {name}", file, _values.Environment, _environment);
                _values = _values with { Environment = StateMerge.Override(_values.Environment, added) };
            }
        }
    }

    /// <summary>The values of a list of files (or globs) and inline maps, later entries on earlier ones.</summary>
    private Map ValueEntries(FieldReader owner, DeclarationText document, string role, DeclarationFile file, Map known, List<ValueLayer> layers)
    {
        var values = new Map(StringComparer.Ordinal);
        foreach (var entry in owner.Items("values"))
        {
            if (entry.Value is Map inline)
            {
                var text = file.IsTemplate ? null : new ValueText(document.Text) { Within = entry.Path.Steps, LinesBefore = document.LinesBefore };
                Add(new ValueLayer(ValueLayerKind.Inline, file.Path, inline) { Role = role, Text = text });
                continue;
            }

            foreach (var path in ValuesFile.Find(entry, file.Folder, owner.Text("missingFileHandler")))
            {
                var data = StateTemplateData.Of(options.Environment, _environmentContext, StateMerge.Override(known, values), options.Namespace ?? "");
                Add(ValuesFile.ReadLayer(path, _templates, data, role));
            }
        }

        return values;

        void Add(ValueLayer layer)
        {
            layers.Add(layer);
            values = StateMerge.Override(values, layer.Values);
        }
    }

    private Map TemplateData() =>
        StateTemplateData.Of(options.Environment, _environmentContext, _values.Resolve(), options.Namespace ?? "");
}
