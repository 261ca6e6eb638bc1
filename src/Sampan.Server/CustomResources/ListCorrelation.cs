using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Server.CustomResources;

/// <summary>Which element of a changed list was which before: only a list whose elements have keys tells.</summary>
internal sealed class ListCorrelation
{
    private readonly Dictionary<string, JsonNode?> _before = [];
    private readonly IReadOnlyList<string> _keys;

    /// <summary>Correlates with the list as it was, null for none.</summary>
    public ListCorrelation(JsonArray? old, StructuralSchema schema)
    {
        _keys = schema.ListMapKeys;
        foreach (var item in schema.ListType == ListType.Map ? old ?? [] : [])
        {
            _before.TryAdd(KeyOf(item), item);
        }
    }

    /// <summary>The element of the same keys, or null.</summary>
    public JsonNode? Find(JsonNode? item) => _before.Count == 0 ? null : _before.GetValueOrDefault(KeyOf(item));

    private string KeyOf(JsonNode? item)
    {
        var key = new StringBuilder();
        foreach (var name in _keys)
        {
            key.Append((item as JsonObject)?[name]?.ToJsonString()).Append('\0');
        }

        return key.ToString();
    }
}
