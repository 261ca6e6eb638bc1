using System.Text.Json.Nodes;
using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>
/// Resolves the releases of a declaration: inherited templates, defaults, templated fields, conditions, values.
/// </summary>
internal sealed class ReleaseReader(LoadedState state, DeclarationOptions options, IReadOnlyDictionary<string, JsonObject> placements)
{
    private const int DefaultTimeoutSeconds = 300;
    private const int DefaultHistory = 10;
    private readonly FieldReader _root = state.Root();
    private readonly Map _values = state.Values.Resolve();
    private readonly StateTemplate _templates = new(options);

    /// <exception cref="DeclarationException">A release is not what it should be.</exception>
    public IReadOnlyList<ReleaseDeclaration> Read()
    {
        List<ReleaseDeclaration> releases = [];
        var inheritance = new ReleaseInheritance(_root);
        foreach (var entry in _root.Items("releases"))
        {
            var fields = inheritance.Resolve(entry);
            if (Read(fields, entry) is { } release)
            {
                releases.Add(releases.All(other => other.Id != release.Id)
                    ? release
                    : throw entry.Error($"duplicate release {release.Id}: give it another name, namespace or context"));
            }
        }

        return releases;
    }

    private ReleaseDeclaration? Read(Map inherited, FieldEntry entry)
    {
        var defaults = _root.Section("helmDefaults");
        var context = options.KubeContext ?? FirstText(
            new FieldReader(inherited, entry.Path, entry.Document).Text("kubeContext"), _root.Text("kubeContext"), state.EnvironmentContext, defaults.Text("kubeContext"));
        var @namespace = options.Namespace ?? FirstText(new FieldReader(inherited, entry.Path, entry.Document).Text("namespace"), _root.Text("namespace"));
        var templated = new ReleaseTemplating(_templates, StateData(context), state.File);
        var fields = new FieldReader(templated.Resolve(inherited, @namespace, context, Labels(inherited)), entry.Path, entry.Document);
        if (!Applies(fields.Text("condition"), entry))
        {
            return null;
        }

        var name = fields.RequiredText("name");
        var chart = fields.Text("chart") is { Length: > 0 } named ? named : fields.RequiredText("directory");
        @namespace = options.Namespace ?? FirstText(fields.Text("namespace"), _root.Text("namespace"));
        var data = templated.Data(fields.Fields, @namespace, context);
        return new ReleaseDeclaration
        {
            Name = name,
            Namespace = @namespace,
            KubeContext = context,
            Chart = chart,
            Version = fields.Text("version"),
            Labels = SelectableLabels(fields, name, @namespace, chart),
            Installed = fields.Boolean("installed") ?? true,
            Needs = [.. fields.Texts("needs").Select(need => ReleaseId.Complete(need, context, @namespace)).Distinct()],
            Values = new ReleaseValuesReader(_templates, state.File, _values, entry.Path).Read(fields, data),
            Set = SetValues(fields),
            Wait = fields.Boolean("wait") ?? defaults.Boolean("wait") ?? false,
            Timeout = TimeSpan.FromSeconds(fields.Integer("timeout") ?? defaults.Integer("timeout") ?? DefaultTimeoutSeconds),
            CreateNamespace = fields.Boolean("createNamespace") ?? defaults.Boolean("createNamespace") ?? true,
            HistoryMax = (int)(fields.Integer("historyMax") ?? defaults.Integer("historyMax") ?? DefaultHistory),
            SkipCrds = fields.Boolean("skipCRDs") ?? defaults.Boolean("skipCRDs") ?? false,
            Placement = Placement(fields, entry),
            BaseFolder = state.File.Folder,
        };
    }

    private Map StateData(string context) => StateTemplateData.Of(
        options.Environment, context, _values, options.Namespace ?? _root.Text("namespace"));

    private Map Labels(Map release)
    {
        var labels = new Map(release.GetValueOrDefault("labels") as Map ?? [], StringComparer.Ordinal);
        foreach (var (key, value) in _root.Section("commonLabels").Fields)
        {
            labels[key] = value;
        }

        return labels;
    }

    private Dictionary<string, string> SelectableLabels(FieldReader fields, string name, string @namespace, string chart)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, entry) in fields.Section("labels").Entries().Concat(_root.Section("commonLabels").Entries()))
        {
            labels[key] = entry.AsText();
        }

        labels["name"] = name;
        labels["namespace"] = @namespace;
        labels["chart"] = chart[(chart.LastIndexOf('/') + 1)..];
        return labels;
    }

    /// <summary>A condition is true, false, or the path of a boolean state value that must exist.</summary>
    private bool Applies(string condition, FieldEntry entry)
    {
        if (condition.Length == 0 || bool.TryParse(condition, out var literal) && literal)
        {
            return true;
        }

        if (bool.TryParse(condition, out _))
        {
            return false;
        }

        object? value = _values;
        foreach (var step in condition.Split('.'))
        {
            value = value is Map map && map.TryGetValue(step, out var next)
                ? next
                : throw entry.Error($"condition {condition} names no state value: set {condition} to true or false in the values");
        }

        return value is bool enabled ? enabled : throw entry.Error($"condition {condition} is {FieldReader.Describe(value)}, not true or false");
    }

    private static List<SetValue> SetValues(FieldReader fields)
    {
        List<SetValue> values = [];
        foreach (var (key, isString) in (ReadOnlySpan<(string, bool)>)[("set", false), ("setTemplate", false), ("setString", true)])
        {
            foreach (var item in fields.Items(key))
            {
                var entry = item.AsMap();
                if (entry.Has("file"))
                {
                    throw item.Error("set from a file is not supported: put the value into a values file");
                }

                var list = entry.Texts("values").ToList();
                values.Add(new SetValue(entry.RequiredText("name"), list.Count > 0 ? $"{{{string.Join(',', list)}}}" : entry.Text("value"), isString));
            }
        }

        return values;
    }

    private JsonObject? Placement(FieldReader fields, FieldEntry entry) => fields.Fields.GetValueOrDefault("placement") switch
    {
        null => null,
        string named => placements.TryGetValue(named, out var placement)
            ? (JsonObject)placement.DeepClone()
            : throw entry.Document.Error($"no placement is named {named}. Declared under placements: {string.Join(", ", placements.Keys)}", entry.Path / "placement"),
        _ => fields.Section("placement").ToJson(),
    };

    private static string FirstText(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }
}
