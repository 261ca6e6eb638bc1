using System.Text;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests;

/// <summary>Objects for tests, written as JSON with single quotes.</summary>
internal static class Samples
{
    public static KubernetesObject Object(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json.Replace('\'', '"')));

    public static KubernetesObject Deployment(string metadata = "", string spec = "") => Object(
        "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':'shop','uid':'u1'" + Joined(metadata) + "},'spec':{'replicas':3" + Joined(spec) + "}}");

    public static KubernetesObject Policy(string name, string spec, string metadata = "", string kind = "PropagationPolicy") => Object(
        "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'" + kind + "','metadata':{'name':'" + name + "'"
        + (kind == "PropagationPolicy" ? ",'namespace':'shop'" : "") + Joined(metadata) + "},'spec':{" + spec + "}}");

    private static string Joined(string members) => members.Length > 0 ? "," + members : "";
}
