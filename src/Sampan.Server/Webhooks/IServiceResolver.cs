using System.Net;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Webhooks;

/// <summary>Finds out where a service of a cluster can be reached from here.</summary>
internal interface IServiceResolver
{
    /// <summary>An address that answers for a port of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="port">Its port, by number.</param>
    /// <exception cref="Sampan.Kubernetes.Errors.ApiException">Nothing answers for it; the message says why, as kube-apiserver does.</exception>
    EndPoint Resolve(NamespacedName service, int port);
}
