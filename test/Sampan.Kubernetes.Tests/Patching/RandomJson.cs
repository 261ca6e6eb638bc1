using System.Text.Json.Nodes;
using CsCheck;

namespace Sampan.Kubernetes.Tests.Patching;

/// <summary>Generators of small JSON documents whose names collide often.</summary>
internal static class RandomJson
{
    private static readonly Gen<string> Name = OneOf("a", "b", "c", "name", "$patch", "$retainKeys", "$setElementOrder/a", "$deleteFromPrimitiveList/b");

    private static readonly Gen<Func<JsonNode?>> Scalar = Gen.OneOf(
        Gen.Int[-1, 3].Select<int, Func<JsonNode?>>(number => () => number < 0 ? null : number),
        OneOf("x", "delete", "replace", "a").Select<string, Func<JsonNode?>>(text => () => text));

    private static readonly Gen<Func<JsonNode?>> Value = Nest(Nest(Scalar));

    public static readonly Gen<JsonObject> Object = Members(Value).Select(members => members()!.AsObject());

    public static readonly Gen<JsonNode?> Any = Value.Select(value => value());

    public static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static Gen<Func<JsonNode?>> Nest(Gen<Func<JsonNode?>> inner) => Gen.OneOf(
        Scalar,
        Members(inner),
        inner.Array[0, 3].Select<Func<JsonNode?>[], Func<JsonNode?>>(items => () => new JsonArray([.. items.Select(item => item())])));

    private static Gen<Func<JsonNode?>> Members(Gen<Func<JsonNode?>> inner) =>
        Gen.Select(Name, inner).Array[0, 4].Select<(string Name, Func<JsonNode?> Value)[], Func<JsonNode?>>(members => () =>
        {
            var result = new JsonObject();
            foreach (var (name, value) in members)
            {
                result[name] = value();
            }

            return result;
        });
}
