using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Registry;

/// <summary>Names and namespaces in bodies against those in URLs, and generated names.</summary>
internal static class ObjectNaming
{
    // apimachinery's util/rand: no vowels, so that no words come out.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestBase = 63 - SuffixLength;

    /// <summary>Puts the URL's namespace into the draft; 400 if the draft says another.</summary>
    public static void SetNamespace(JsonObject draft, ResourceType type, string @namespace)
    {
        var metadata = draft.Metadata();
        if (!type.Namespaced)
        {
            metadata.Remove("namespace");
            return;
        }

        var own = metadata.Text("namespace");
        if (own.Length > 0 && own != @namespace)
        {
            throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        metadata["namespace"] = @namespace;
    }

    /// <summary>Fills in a generated name where there is none; none either if there is nothing to generate one from, which validation refuses.</summary>
    public static string SetName(JsonObject draft)
    {
        var metadata = draft.Metadata();
        var name = metadata.Text("name");
        if (name.Length > 0)
        {
            return name;
        }

        var prefix = metadata.Text("generateName");
        if (prefix.Length == 0)
        {
            return "";
        }

        name = Generate(prefix);
        metadata["name"] = name;
        return name;
    }

    /// <summary>Puts the URL's namespace into the draft of an update; 400 if the draft is about another object than the URL.</summary>
    public static void Match(JsonObject draft, ResourceType type, NamespacedName name)
    {
        SetNamespace(draft, type, name.Namespace);
        CheckName(draft, name.Name);
    }

    /// <summary>400 if an update's body is not about the object in the URL.</summary>
    public static void CheckName(JsonObject draft, string name)
    {
        var own = draft.Metadata().Text("name");
        if (own.Length == 0)
        {
            throw ApiException.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        }

        if (own != name)
        {
            throw ApiException.BadRequest($"the name of the object ({own}) does not match the name on the URL ({name})");
        }
    }

    /// <summary>A name of the prefix and five random characters.</summary>
    public static string Generate(string prefix) =>
        (prefix.Length > LongestBase ? prefix[..LongestBase] : prefix) + RandomNumberGenerator.GetString(Alphabet, SuffixLength);
}
