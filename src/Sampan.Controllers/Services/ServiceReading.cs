using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Services;

/// <summary>What the controllers ask of a Service.</summary>
internal static class ServiceReading
{
    private const string HeadlessLabel = "service.kubernetes.io/headless";

    extension(KubernetesObject service)
    {
        /// <summary>Whether the Service's endpoints are the pods that it selects: it has a selector, and is no other name for a host.</summary>
        public bool SelectsPods =>
            service.Root.Member("spec") is { } spec && spec.StringOrEmpty("type") != "ExternalName" && spec.StringMap("selector").Count > 0;

        /// <summary>Which pods a Service selects; none where it has no selector.</summary>
        public LabelSelector PodSelector =>
            (service.Root.Member("spec") ?? default).StringMap("selector") is { Count: > 0 } labels ? LabelSelector.OfLabels(labels) : LabelSelector.Nothing;

        /// <summary>Whether the Service has no address of its own.</summary>
        public bool IsHeadless => service.Root.Member("spec")?.StringOrEmpty("clusterIP") == "None";

        /// <summary>Whether clients may have pods that are not ready.</summary>
        public bool PublishesNotReadyAddresses => service.Root.Member("spec")?.Boolean("publishNotReadyAddresses") ?? false;

        /// <summary>The families of its addresses, <c>IPv4</c> and <c>IPv6</c>, the main one first.</summary>
        public IReadOnlyList<string> IpFamilies
        {
            get
            {
                List<string> families = [.. (service.Root.Member("spec") ?? default).Items("ipFamilies").Select(family => family.GetString() ?? "")];
                return families.Count > 0 ? families : ["IPv4"];
            }
        }

        /// <summary>The labels that its endpoints have from it: its own, and one by which those of headless Services are known.</summary>
        public JsonObject EndpointLabels()
        {
            var labels = new JsonObject();
            foreach (var (name, value) in service.Metadata.Labels.Where(label => label.Key != HeadlessLabel))
            {
                labels[name] = value;
            }

            if (service.IsHeadless)
            {
                labels[HeadlessLabel] = "";
            }

            return labels;
        }
    }
}
