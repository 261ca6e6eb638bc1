using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Kinds;

/// <summary>resource.k8s.io/v1 ResourceSlice: a taint of a device that does not say since when counts from now.</summary>
internal static class DeviceTaints
{
    public static void Time(JsonObject slice, string now)
    {
        foreach (var taint in slice.At("spec").Each("devices").SelectMany(device => device.Each("taints")))
        {
            taint.Default("timeAdded", now);
        }
    }
}
