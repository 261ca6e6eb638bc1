using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace WebsiteOperator;

/// <summary>example.com/v1 Website: an image that shall run a number of times.</summary>
public sealed class Website : IKubernetesObject<V1ObjectMeta>
{
    public const string Group = "example.com";
    public const string Version = "v1";
    public const string Plural = "websites";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = $"{Group}/{Version}";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Website";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public WebsiteSpec Spec { get; set; } = new();

    [JsonPropertyName("status")]
    public WebsiteStatus? Status { get; set; }
}

/// <summary>What is wanted.</summary>
public sealed class WebsiteSpec
{
    [JsonPropertyName("image")]
    public string Image { get; set; } = "";

    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }
}

/// <summary>What there is.</summary>
public sealed class WebsiteStatus
{
    [JsonPropertyName("ready")]
    public int Ready { get; set; }
}

/// <summary>A list of them.</summary>
public sealed class WebsiteList : IKubernetesObject<V1ListMeta>, IItems<Website>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; } = new();

    [JsonPropertyName("items")]
    public IList<Website> Items { get; set; } = [];
}
