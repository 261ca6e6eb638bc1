using Sampan.Releases.Declarations.Merging;
using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>
/// Reads one declaration file part by part: renders a part with the values known so far, merges it on the parts
/// before it, and takes up the values that it adds.
/// </summary>
internal sealed class StateLoader(DeclarationOptions options, Map inherited, Map commandLine)
{
    private readonly StateTemplate _templates = new(options);
    private readonly Dictionary<string, Map> _environments = new(StringComparer.Ordinal);
    private StateValues _values = new([], inherited, commandLine);
    private string _environmentContext = "";

    /// <exception cref="DeclarationException">The file cannot be read or is no declaration.</exception>
    public LoadedState Load(string path)
    {
        var (state, file) = LoadFile(path, isBase: false);
        return new LoadedState(file, state, _values, [.. _environments.Keys], _environmentContext);
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

        AddEnvironment(fields, file);
        _values = _values with { Defaults = StateMerge.Override(_values.Defaults, ValueEntries(fields, "values", file, [])) };
        return StateMerge.Merge(below, tree, appendLists: true);
    }

    private void AddEnvironment(FieldReader fields, DeclarationFile file)
    {
        foreach (var (name, entry) in fields.Section("environments").Entries())
        {
            var environment = entry.AsMap();
            _environments[name] = environment.Fields;
            if (name == options.Environment)
            {
                _environmentContext = environment.Text("kubeContext") is { Length: > 0 } context ? context : _environmentContext;
                var added = ValueEntries(environment, "values", file, _values.Environment);
                _values = _values with { Environment = StateMerge.Override(_values.Environment, added) };
            }
        }
    }

    /// <summary>The values of a list of files (or globs) and inline maps, later entries on earlier ones.</summary>
    private Map ValueEntries(FieldReader owner, string key, DeclarationFile file, Map known)
    {
        var values = new Map(StringComparer.Ordinal);
        foreach (var entry in owner.Items(key))
        {
            if (entry.Value is Map inline)
            {
                values = StateMerge.Override(values, inline);
                continue;
            }

            foreach (var path in ValuesFile.Find(entry, file.Folder, owner.Text("missingFileHandler")))
            {
                var data = StateTemplateData.Of(options.Environment, _environmentContext, StateMerge.Override(known, values), options.Namespace ?? "");
                values = StateMerge.Override(values, ValuesFile.Read(path, _templates, data));
            }
        }

        return values;
    }

    private Map TemplateData() =>
        StateTemplateData.Of(options.Environment, _environmentContext, _values.Resolve(), options.Namespace ?? "");
}
