namespace Sampan.Server.Requests;

/// <summary>The media types of the Kubernetes API.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>What bodies may be, as error messages list it.</summary>
    public const string Accepted = $"{Json}, {Yaml}, {Protobuf}";
}
