using System.Text.Json.Nodes;

namespace Sampan.Server.Decoding;

/// <summary>An object as Go would hold it after decoding.</summary>
/// <param name="Object">The object: unknown fields and zeros that Go leaves out are gone, what Go always writes is there.</param>
/// <param name="UnknownFields">What the type does not know, in the order found, as <c>unknown field "spec.bogus"</c>.</param>
public sealed record DecodedObject(JsonObject Object, IReadOnlyList<string> UnknownFields)
{
    /// <summary>The lists that were given empty and are left out of the object: the objects that they are members of, and their names.</summary>
    internal IReadOnlyList<(JsonObject Owner, string Name)> EmptyLists { get; init; } = [];

    /// <summary>
    /// Sets what is not given. Go knows a list that was given empty from one that was not until it writes the object, and
    /// some defaults are only for the latter.
    /// </summary>
    /// <param name="setDefaults">Sets the defaults.</param>
    public void Complete(Action<JsonObject> setDefaults)
    {
        foreach (var (owner, name) in EmptyLists)
        {
            owner[name] = new JsonArray();
        }

        setDefaults(Object);
        foreach (var (owner, name) in EmptyLists)
        {
            if (owner[name] is JsonArray { Count: 0 })
            {
                owner.Remove(name);
            }
        }
    }
}
