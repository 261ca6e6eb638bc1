using System.Security.Cryptography;
using System.Text;

namespace Sampan.Controllers.Nodes;

/// <summary>Names and identities of images and containers, in the form that containerd reports them.</summary>
internal static class ContainerImages
{
    /// <summary>The full name of an image: <c>nginx</c> is <c>docker.io/library/nginx:latest</c>.</summary>
    public static string FullName(string image)
    {
        var slash = image.IndexOf('/');
        var first = slash < 0 ? "" : image[..slash];
        var hasRegistry = first.Contains('.') || first.Contains(':') || first == "localhost";
        var full = hasRegistry ? image : slash < 0 ? $"docker.io/library/{image}" : $"docker.io/{image}";
        var name = full[(full.LastIndexOf('/') + 1)..];
        return name.Contains(':') || name.Contains('@') ? full : $"{full}:latest";
    }

    /// <summary>The digest by which the image was pulled.</summary>
    public static string Id(string image)
    {
        var full = FullName(image);
        var tag = full.IndexOfAny([':', '@'], full.LastIndexOf('/') + 1);
        return $"{full[..tag]}@sha256:{Digest(full)}";
    }

    /// <summary>The identity of one run of a pod's container.</summary>
    public static string ContainerId(string podUid, string container, long restarts) => $"containerd://{Digest($"{podUid}/{container}/{restarts}")}";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
