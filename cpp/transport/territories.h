// Territories as the pricing kernels see them.
#pragma once

namespace te::transport {

// Centres and prices of all territories, structure of arrays, float32.
struct Territories {
    int count = 0;
    const float* x = nullptr;
    const float* y = nullptr;
    const float* z = nullptr;
    const float* price = nullptr;   // (M, K) km per unit of ratio
    const float* margin = nullptr;  // (K) km by which a dearer territory still counts; null means 0
};

}  // namespace te::transport
