using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Validation;

/// <summary>
/// Parts of objects as errors show them that Kubernetes judges in types of its own, not in those of the API:
/// every field is there, by its name in Go, whether it is set or not.
/// </summary>
internal sealed class InternalForm
{
    private static readonly InternalForm Requirement = new(Text("Key"), Text("Operator"), Plain("Values"));

    /// <summary>core Taint.</summary>
    public static readonly InternalForm Taint = new(Text("Key"), Text("Value"), Text("Effect"), Plain("TimeAdded"));

    /// <summary>core Toleration.</summary>
    public static readonly InternalForm Toleration = new(Text("Key"), Text("Operator"), Text("Value"), Text("Effect"), Plain("TolerationSeconds"));

    /// <summary>core NodeAddress.</summary>
    public static readonly InternalForm NodeAddress = new(Text("Type"), Text("Address"));

    /// <summary>core NodeConfigSource.</summary>
    public static readonly InternalForm NodeConfigSource = new(Of("ConfigMap", new(Text("Namespace"), Text("Name"), Text("UID"), Text("ResourceVersion"), Text("KubeletConfigKey"))));

    /// <summary>core NodeSelectorTerm.</summary>
    public static readonly InternalForm NodeSelectorTerm = new(Of("MatchExpressions", Requirement), Of("MatchFields", Requirement));

    /// <summary>core VolumeNodeAffinity.</summary>
    public static readonly InternalForm VolumeNodeAffinity = new(Of("Required", new(Of("NodeSelectorTerms", NodeSelectorTerm))));

    /// <summary>core ScopeSelector.</summary>
    public static readonly InternalForm ScopeSelector = new(Of("MatchExpressions", new(Text("ScopeName"), Text("Operator"), Plain("Values"))));

    /// <summary>core ObjectReference.</summary>
    public static readonly InternalForm ObjectReference =
        new(Text("Kind"), Text("Namespace"), Text("Name"), Text("UID"), Text("APIVersion"), Text("ResourceVersion"), Text("FieldPath"));

    /// <summary>core EventSource.</summary>
    public static readonly InternalForm EventSource = new(Text("Component"), Text("Host"));

    /// <summary>rbac RoleRef.</summary>
    public static readonly InternalForm RoleRef = new(Text("APIGroup"), Text("Kind"), Text("Name"));

    /// <summary>batch UncountedTerminatedPods.</summary>
    public static readonly InternalForm UncountedTerminatedPods = new(Plain("Succeeded"), Plain("Failed"));

    private readonly Field[] _fields;

    private InternalForm(params Field[] fields) => _fields = fields;

    /// <summary>The text that an error shows; a list is shown entry by entry.</summary>
    public string Show(JsonNode? value) => value is null ? "null" : Encoding.UTF8.GetString(Convert(value)!.ToUtf8Bytes());

    private JsonNode? Convert(JsonNode? value) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(Convert)]),
        JsonObject owner => new JsonObject(_fields.Select(field => KeyValuePair.Create(field.Name, Convert(field, owner[field.JsonName])))),
        _ => null,
    };

    private static JsonNode? Convert(Field field, JsonNode? value) => field.Form is { } form ? form.Convert(value) : value?.DeepClone() ?? field.Zero;

    private static Field Text(string name) => new(name, null, IsText: true);

    private static Field Plain(string name) => new(name, null, IsText: false);

    private static Field Of(string name, InternalForm form) => new(name, form, IsText: false);

    private sealed record Field(string Name, InternalForm? Form, bool IsText)
    {
        public JsonNode? Zero => IsText ? JsonValue.Create("") : null;

        // UID is uid, APIVersion apiVersion.
        public string JsonName { get; } = Lower(Name);

        private static string Lower(string name)
        {
            var capitals = name.TakeWhile(char.IsUpper).Count();
            var lowered = capitals == 1 || capitals == name.Length ? capitals : capitals - 1;
            return name[..lowered].ToLowerInvariant() + name[lowered..];
        }
    }
}
